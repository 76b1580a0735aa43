using System.Runtime.CompilerServices;
using Owox.Conversion;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Rows.Reading;

namespace Owox.Rows;

/// <summary>Parses each line as a row.</summary>
internal sealed class ParsingLineConsumer(IRowConsumer sink, RowLayout? layout = null) : ILineBlockConsumer
{
    private readonly RowParser _parser = new(layout, sink is INumberColumns typed ? typed.KindOf : null);

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

/// <summary>A consumer that knows which columns contain numbers, so that numbers are parsed from bytes without creating strings.</summary>
internal interface INumberColumns
{
    /// <summary>The kind of the numbers of a column; None if the values of the column stay strings.</summary>
    NumberKind KindOf(string column);
}
