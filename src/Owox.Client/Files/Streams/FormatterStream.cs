namespace Owox.Files.Streams;

/// <summary>
/// The stream to which a library writes a file. All calls complete synchronously, so that rows are written in the order in which they arrive.
/// </summary>
internal sealed class FormatterStream(BufferedByteWriter target) : WriteOnlyStream
{
    private long _written;
    private bool _isDiscarded;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>Ignores everything that is written from now on.</summary>
    public void Discard() => _isDiscarded = true;

    public override void Write(byte[] buffer, int offset, int count) => Append(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Append(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

#if NET8_0_OR_GREATER
    public override void Write(ReadOnlySpan<byte> buffer) => Append(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Append(buffer.Span);
        return default;
    }
#endif

    public override void Flush()
    {
        // The target collects large blocks.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (!_isDiscarded)
        {
            target.Write(bytes);
            _written += bytes.Length;
        }
    }
}
