using Owox.Files.Streams;

namespace Owox.Files.Atomic;

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
