using Owox.Files.Streams;

namespace Owox.Files.Atomic;

/// <summary>
/// Flushes a file to the disk while it grows, on another thread, so that the last flush remains
/// small, however large the file.
/// </summary>
/// <param name="flush">Writes to the disk what the file holds so far.</param>
internal sealed class PeriodicFlusher(Action flush) : IDisposable
{
    /// <summary>It is flushed whenever it has grown by so many bytes, unless the disk is still busy with the last flush.</summary>
    public const long Interval = 32L * 1024 * 1024;

    private Task _flush = Task.CompletedTask;
    private long _due = Interval;

    /// <summary>The file has that length now.</summary>
    /// <exception cref="IOException">The disk did not take what was written before; a later flush would not say so again.</exception>
    public void OnGrown(long length)
    {
        if (length < _due || !_flush.IsCompleted)
        {
            return;
        }

        Complete();
        _due = length + Interval;
        _flush = Task.Factory.StartNew(flush, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits for what was begun.</summary>
    /// <exception cref="IOException">As for <see cref="OnGrown"/>.</exception>
    public void Complete() => _flush.GetAwaiter().GetResult();

    /// <summary>Waits for what was begun, and cares no more how it ends.</summary>
    public void Dispose() => Task.WaitAny(_flush);
}

/// <summary>Writes to a file, and has it flushed to the disk while it grows.</summary>
internal sealed class PeriodicFlushStream(FileStream file, PeriodicFlusher flusher) : WriteOnlyStream
{
    private long _length;

    /// <exception cref="IOException">The disk does not take the bytes, or did not take what was written before.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        file.Write(buffer, offset, count);
        _length += count;
        flusher.OnGrown(_length);
    }

    public override void Flush() => file.Flush();
}
