using Owox.Files.Streams;

namespace Owox.Files.Atomic;

/// <summary>
/// Flushes a growing file to disk on another thread, so that the last flush takes little time even for a
/// large file.
/// </summary>
/// <param name="flush">Flushes the current content of the file to disk.</param>
internal sealed class PeriodicFlusher(Action flush) : IDisposable
{
    /// <summary>The file is flushed each time it has grown by this number of bytes, unless the previous flush is still running.</summary>
    public const long Interval = 32L * 1024 * 1024;

    private Task _flush = Task.CompletedTask;
    private long _due = Interval;

    /// <summary>Reports the current length of the file.</summary>
    /// <exception cref="IOException">An earlier flush failed. A later flush would not report the error again.</exception>
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

    /// <summary>Waits for the current flush.</summary>
    /// <exception cref="IOException">As for <see cref="OnGrown"/>.</exception>
    public void Complete() => _flush.GetAwaiter().GetResult();

    /// <summary>Waits for the current flush and ignores its errors.</summary>
    public void Dispose() => Task.WaitAny(_flush);
}

/// <summary>Writes to a file and flushes it to disk periodically.</summary>
internal sealed class PeriodicFlushStream(FileStream file, PeriodicFlusher flusher) : WriteOnlyStream
{
    private long _length;

    /// <exception cref="IOException">The bytes, or bytes of an earlier write, could not be written.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        file.Write(buffer, offset, count);
        _length += count;
        flusher.OnGrown(_length);
    }

    public override void Flush() => file.Flush();
}
