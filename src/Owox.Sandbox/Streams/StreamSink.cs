namespace Owox.Sandbox.Streams;

/// <summary>Where the lines of a stream go.</summary>
internal abstract class StreamSink : IBufferWriter<byte>, IDisposable
{
    public abstract void Advance(int count);

    public abstract Memory<byte> GetMemory(int sizeHint = 0);

    public abstract Span<byte> GetSpan(int sizeHint = 0);

    /// <summary>Sends what was written; false when the client is gone or does not read any more.</summary>
    public abstract ValueTask<bool> FlushAsync();

    /// <summary>Ends the answer as it should end.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Ends the connection in the middle of the answer, after everything that was flushed has been sent.</summary>
    public abstract Task CutAsync();

    public abstract void Dispose();
}
