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
        // No character reaches over a newline: all lines are checked at once.
        var areText = Files.Utf8Text.IsValid(lines.Whole);
        while (true)
        {
            var length = areText ? _parser.TryParseFirst(lines.Whole) : 0;
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
