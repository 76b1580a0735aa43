using Owox.Http;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class BufferedReadStreamTests
{
    private static readonly byte[] Bytes = Enumerable.Range(0, 300_000).Select(static i => (byte)(i * 7)).ToArray();

    [Theory]
    [InlineData(1_000)]
    [InlineData(4_096)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task Small_and_large_reads_return_every_byte_in_order(int size)
    {
        foreach (var isAsync in new[] { true, false })
        {
            using var stream = new BufferedReadStream(new Connection(Bytes));
            var all = new List<byte>();
            var target = new byte[size];
            for (int count; (count = isAsync ? await stream.ReadAsync(target.AsMemory()) : stream.Read(target, 0, size)) > 0;)
            {
                all.AddRange(target.AsSpan(0, count));
            }

            Assert.Equal(Bytes, all);
        }
    }

    [Fact]
    public async Task The_connection_is_read_in_large_blocks()
    {
        var connection = new Connection(Bytes);
        using var stream = new BufferedReadStream(connection);
        var target = new byte[4_096];
        while (await stream.ReadAsync(target.AsMemory()) > 0)
        {
            // Until the end.
        }

        Assert.Equal((Bytes.Length / 65_536) + 2, connection.Reads);
    }

    [Fact]
    public async Task An_empty_read_waits_for_bytes_and_consumes_none()
    {
        var connection = new Connection([1, 2]);
        using var stream = new BufferedReadStream(connection);
        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(1, connection.Reads);
        Assert.Equal(1, await stream.ReadAsync(new byte[1]));
        Assert.Equal(2, connection.Reads);

        // One byte is still buffered.
        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(2, connection.Reads);
    }

    [Fact]
    public async Task Writes_are_not_buffered_and_disposing_closes_the_connection()
    {
        var connection = new Connection([]);
        var stream = new BufferedReadStream(connection);
        await stream.WriteAsync(new byte[] { 1, 2 });
        stream.Write([3], 0, 1);
        Assert.Equal([1, 2, 3], connection.Written.ToArray());
        await stream.DisposeAsync();
        Assert.True(connection.IsClosed);
    }

    [Fact]
    public async Task A_failed_read_does_not_return_bytes_twice()
    {
        var connection = new Connection([1, 2, 3]) { FailsAt = 2 };
        using var stream = new BufferedReadStream(connection);
        Assert.Equal(3, await ReadSomeAsync(stream));
        await Assert.ThrowsAsync<IOException>(() => ReadSomeAsync(stream));
        Assert.Equal(0, await ReadSomeAsync(stream));
    }

    private static Task<int> ReadSomeAsync(BufferedReadStream stream) => stream.ReadAsync(new byte[10]).AsTask();

    private sealed class Connection(byte[] bytes) : MemoryStream(bytes)
    {
        public MemoryStream Written { get; } = new();

        public int FailsAt { get; init; }

        public int Reads { get; private set; }

        public bool IsClosed { get; private set; }

        public override int Read(Span<byte> buffer) => CountRead() ? base.Read(buffer) : 0;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(CountRead() ? base.Read(buffer.Span) : 0);

        public override void Write(byte[] buffer, int offset, int count) => Written.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Written.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }

        private bool CountRead() => ++Reads != FailsAt ? true : throw new IOException("cut");
    }
}
