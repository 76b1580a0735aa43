using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Owox.Files.Streams;

/// <summary>Writes blocks in order on another thread, so that hashing and disk access do not delay reading.</summary>
internal sealed class BackgroundWriteStream : WriteOnlyStream
{
    private const int QueueCapacity = 4;

    private readonly BlockingCollection<ArraySegment<byte>> _blocks = new(QueueCapacity);
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

    /// <summary>Queues a copy of the bytes. Throws the exception of an earlier write.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var block = ArrayPool<byte>.Shared.Rent(count);
        Buffer.BlockCopy(buffer, offset, block, 0, count);
        Take(block, count);
    }

    /// <summary>Queues a block that was rented from the shared pool. The stream takes ownership and returns the block to the pool.</summary>
    public void Take(byte[] block, int count)
    {
        while (!_blocks.TryAdd(new ArraySegment<byte>(block, 0, count), millisecondsTimeout: 100))
        {
            ThrowIfFailed();
        }

        ThrowIfFailed();
    }

    /// <summary>Waits until all blocks are written.</summary>
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
            // The export was canceled: the queue is discarded, and the thread ends before the file is closed.
            while (_blocks.TryTake(out _))
            {
                // The queued data is no longer needed.
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

/// <summary>A stream that only supports sequential writing.</summary>
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

/// <summary>Passes bytes to another stream and computes their count and SHA-256.</summary>
internal sealed class HashingStream(Stream target) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public override long Length => _length;

    /// <summary>The digest of all bytes, in hexadecimal.</summary>
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
