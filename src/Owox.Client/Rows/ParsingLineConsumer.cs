using System.Runtime.CompilerServices;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Rows.Reading;

namespace Owox.Rows;

/// <summary>Parses each line as a row.</summary>
internal sealed class ParsingLineConsumer(IRowConsumer sink, RowLayout? layout = null) : ILineBlockConsumer
{
    private readonly RowParser _parser = new(layout, sink is TypeConvertingRowConsumer typed ? typed.KindOf : null);

    public IRowConsumer Sink => sink;

    [MethodImpl(Compiled.AggressiveOptimization)]
    public void OnLines(LineBuffer lines, ref long rows)
    {
        while (true)
        {
            var length = _parser.TryParseFirst(lines.CompleteLines);
            if (length > 0)
            {
                lines.Consume(length);
            }
            else if (lines.TryReadRow(rows, out var line))
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
