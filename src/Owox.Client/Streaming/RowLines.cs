using System.Runtime.CompilerServices;

namespace Owox.Streaming;

/// <summary>Reads each line as a row.</summary>
internal sealed class RowLines(IRowSink sink) : ILineSink
{
    private readonly RowParser _parser = new();

    public IRowSink Sink => sink;

    [MethodImpl(Compiled.AtOnce)]
    public void OnLines(LineBuffer lines, ref long rows)
    {
        while (true)
        {
            var length = _parser.TryParseFirst(lines.Whole);
            if (length > 0)
            {
                lines.Skip(length);
            }
            else if (lines.TryRead(out var line))
            {
                _parser.Parse(line);
            }
            else
            {
                return;
            }

            sink.OnRow(_parser.Shape!, _parser.Values);
            rows++;
        }
    }
}
