using System;

namespace Owox.Streaming;

/// <summary>Takes the lines of a stream as they are read.</summary>
internal interface ILineSink
{
    /// <summary>One line, without its newline; the bytes are good until the method returns.</summary>
    /// <exception cref="FormatException">The line is not a row; the message says why, without quoting it.</exception>
    void OnLine(ReadOnlySpan<byte> line);
}

/// <summary>Reads each line as a row.</summary>
internal sealed class RowLines(IRowSink sink) : ILineSink
{
    private readonly RowParser _parser = new();

    public IRowSink Sink => sink;

    public void OnLine(ReadOnlySpan<byte> line)
    {
        _parser.Parse(line);
        sink.OnRow(_parser.Shape!, _parser.Values);
    }
}
