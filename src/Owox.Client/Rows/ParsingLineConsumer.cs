using Owox.Conversion;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Rows.Reading;

namespace Owox.Rows;

/// <summary>Parses each line as a row.</summary>
/// <param name="sink">Receives the rows.</param>
/// <param name="layout">The columns, or null if they are not known.</param>
/// <param name="keepsJson">Whether objects and arrays are not parsed, but passed on as <see cref="JsonText"/>.</param>
internal sealed class ParsingLineConsumer(IRowConsumer sink, RowLayout? layout = null, bool keepsJson = false) : ILineBlockConsumer
{
    private RowParser? _parser;

    public IRowConsumer Sink => sink;

    /// <summary>Returns the kind of the numbers of a column. Default: that of the type to which they are converted.</summary>
    public Func<string, NumberKind>? Numbers { get; init; } = sink is INumberColumns typed ? typed.KindOf : null;

    private RowParser Parser => _parser ??= new RowParser(layout, Numbers) { KeepsJson = keepsJson };

    /// <summary>Rejects columns that the rows so far do not have.</summary>
    public void FixColumns() => Parser.Fix();

    public void OnLines(LineBuffer lines, ref long rows)
    {
        var parser = Parser;
        while (true)
        {
            var length = parser.TryParseFirst(lines.CompleteLines);
            if (length > 0)
            {
                lines.Consume(length);
            }
            else if (lines.TryReadRow(rows, out var line))
            {
                parser.Parse(line);
            }
            else
            {
                return;
            }

            sink.OnRow(parser.Shape!, parser.Values);
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
