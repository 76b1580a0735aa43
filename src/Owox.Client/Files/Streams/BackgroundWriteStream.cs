using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Owox.Files.Streams;

/// <summary>Writes on another thread, in order, some blocks behind: hashing and the disk do not hold up reading.</summary>
internal sealed class BackgroundWriteStream : WriteOnlyStream
{
    private const int BlocksBehind = 4;

    private readonly BlockingCollection<ArraySegment<byte>> _blocks = new(BlocksBehind);
    private readonly Task _work;

    public BackgroundWriteStream(Stream target)
    {
        _work = Task.Factory.StartNew(
            () =>
            {
                foreach (var block in _blocks.GetConsumingEnumerable())
                {
                    target.Write(block.Array!, 0, block.Count);
                    ArrayPool<byte>.Shared.Return(block.Array!);
                }
            },
            default,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>Takes a copy of the bytes. What an earlier write met is thrown here.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var block = ArrayPool<byte>.Shared.Rent(count);
        Buffer.BlockCopy(buffer, offset, block, 0, count);
        Take(block, count);
    }

    /// <summary>The same for a block that was rented from the shared pool, to which it goes back: it is no longer the caller's.</summary>
    public void Take(byte[] block, int count)
    {
        while (!_blocks.TryAdd(new ArraySegment<byte>(block, 0, count), millisecondsTimeout: 100))
        {
            ThrowIfFailed();
        }

        ThrowIfFailed();
    }

    /// <summary>Waits until all is written.</summary>
    public void Complete()
    {
        _blocks.CompleteAdding();
        _work.GetAwaiter().GetResult();
    }

    public override void Flush() => ThrowIfFailed();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_blocks.IsAddingCompleted)
        {
            // Given up: what is queued is dropped, and the thread has ended before the file is closed.
            while (_blocks.TryTake(out _))
            {
                // Nothing of it is wanted.
            }

            _blocks.CompleteAdding();
            Task.WaitAny(_work);
        }

        base.Dispose(disposing);
    }

    private void ThrowIfFailed()
    {
        if (_work.IsFaulted)
        {
            _work.GetAwaiter().GetResult();
        }
    }
}

/// <summary>A stream that is only written to, from its beginning to its end.</summary>
internal abstract class WriteOnlyStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Passes bytes on to another stream, and computes their number and SHA-256.</summary>
internal sealed class HashingStream(Stream target) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public override long Length => _length;

    /// <summary>The digest of all that was written, in hexadecimal.</summary>
    public string GetHashHex() => string.Concat(Array.ConvertAll(_hash.GetHashAndReset(), static b => b.ToString("X2", CultureInfo.InvariantCulture)));

    public override void Write(byte[] buffer, int offset, int count)
    {
        target.Write(buffer, offset, count);
        _hash.AppendData(buffer, offset, count);
        _length += count;
    }

    public override void Flush() => target.Flush();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
