using Owox.Files.Formatting;
using Owox.Rows;
using Owox.Rows.Reading;

namespace Owox.Files.Typed;

/// <summary>
/// Finds the columns with a value that does not have the type of its column, before the first row is written. Until then, the rows wait in a
/// temporary file.
/// </summary>
internal sealed class ColumnCheck : ILineBlockConsumer, IRowConsumer, IDisposable
{
    private readonly ITypedFileFormat _format;
    private readonly ColumnTypes _types;
    private readonly ParsingLineConsumer _lines;
    private readonly SpillFile _waiting = SpillFile.Create("The rows are stored until their values have been checked");
    private readonly SortedSet<int> _failed = [];
    private RowSchema? _shape;
    private Func<object, bool>?[] _fits = [];

    public ColumnCheck(ITypedFileFormat format, ExpectedRows rows, ColumnTypes types)
    {
        _format = format;
        _types = types;
        _lines = new ParsingLineConsumer(new TypeConvertingRowConsumer(this, types, RowConversion.All), rows.Layout, keepsJson: true);
    }

    /// <summary>The columns with such values.</summary>
    public IReadOnlyList<string> Failed => [.. _failed.Select(column => _shape!.OriginalNames[column])];

    public void OnLines(LineBuffer lines, ref long rows)
    {
        var bytes = lines.CompleteLines.ToArray();
        _waiting.Write(new ArraySegment<byte>(bytes));
        _lines.OnLines(lines, ref rows);
    }

    public void OnRow(RowSchema shape, object?[] values)
    {
        if (_shape is null)
        {
            _shape = shape;
            _lines.FixColumns();
            _fits = [.. TypedColumns.Of(shape, _types).Select(_format.FitsInto)];
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value && _fits[i] is { } fits && !fits(value))
            {
                _failed.Add(i);
                _fits[i] = null;
            }
        }
    }

    /// <summary>Passes on all lines.</summary>
    public void Replay(ILineBlockConsumer target)
    {
        var lines = new LineBuffer();
        var rows = 0L;
        for (int count; (count = _waiting.Read(lines.GetWriteSegment())) > 0;)
        {
            lines.Advance(count);
            target.OnLines(lines, ref rows);
        }
    }

    public void Dispose() => _waiting.Dispose();
}
