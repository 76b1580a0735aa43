using System.Net.Sockets;

namespace Owox.Client.Tests;

/// <summary>Members for streams, sockets and folders that the tests use and .NET Framework lacks.</summary>
internal static class MissingStreams
{
    extension(Owox.Rows.Reading.SpillingReadAhead ahead)
    {
        public ValueTask<int> ReadAsync(byte[] block, CancellationToken cancellationToken) => ahead.ReadAsync(new ArraySegment<byte>(block), cancellationToken);
    }

    extension(Stream stream)
    {
        public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes.ToArray(), 0, bytes.Length);

        public Task WriteAsync(byte[] bytes) => stream.WriteAsync(bytes, 0, bytes.Length);

        public Task<int> ReadAsync(byte[] bytes) => stream.ReadAsync(bytes, 0, bytes.Length);

        public async Task ReadExactlyAsync(byte[] bytes)
        {
            for (var length = 0; length < bytes.Length;)
            {
                var count = await stream.ReadAsync(bytes, length, bytes.Length - length);
                length += count > 0 ? count : throw new EndOfStreamException();
            }
        }
    }

    extension(TcpListener listener)
    {
        public async Task<Socket> AcceptSocketAsync(CancellationToken cancellationToken)
        {
            using var stopping = cancellationToken.Register(listener.Stop);
            try
            {
                return await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
        }
    }

    extension(Directory)
    {
        public static DirectoryInfo CreateTempSubdirectory(string prefix) =>
            Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
    }
}
