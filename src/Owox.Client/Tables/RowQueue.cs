using Owox.Conversion;
using Owox.Queries;
using Owox.Rows;

namespace Owox.Tables;

/// <summary>Converts rows to the columns of a table and stores them until they are read. The first row determines the columns.</summary>
/// <param name="expected">The columns that are known before the first row.</param>
/// <param name="types">The types of the columns, or null if they are unknown.</param>
/// <param name="isExactAsText">Whether columns of exact decimal numbers have text.</param>
internal sealed class RowQueue(RowLayout expected, ColumnTypes? types, bool isExactAsText) : IRowConsumer, INumberColumns
{
    private readonly Queue<object?[]> _rows = new();
    private readonly Stack<object?[]> _unused = new();
    private RowSchema? _shape;
    private int[] _sources = [];
    private long _row;

    /// <summary>The number of rows that wait.</summary>
    public int Count => _rows.Count;

    /// <summary>The columns; empty before the first row.</summary>
    public TableColumn[] Columns { get; private set; } = [];

    // In a column of text, a number keeps all digits. A Double is parsed from its digits, because a conversion from another type can round twice.
    public NumberKind KindOf(string column) => (types?.GetKind(column) ?? ColumnKind.Unknown) switch
    {
        ColumnKind.Integer => NumberKind.Integer,
        ColumnKind.Decimal when !isExactAsText => NumberKind.Decimal,
        ColumnKind.Double => NumberKind.None,
        _ => NumberKind.Exact,
    };

    /// <exception cref="FormatException">The row has a column that the first row does not have.</exception>
    /// <exception cref="OwoxConversionException">A value does not have the type of its column.</exception>
    public void OnRow(RowSchema shape, object?[] values)
    {
        _row++;
        if (!ReferenceEquals(shape, _shape))
        {
            Start(shape);
        }

        var row = _unused.Count > 0 ? _unused.Pop() : new object?[Columns.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = values[_sources[i]] is { } value ? Columns[i].Convert(value, _row) : null;
        }

        _rows.Enqueue(row);
    }

    /// <summary>Returns the next row. The values of null are null.</summary>
    /// <param name="previous">The row that was returned before. Its array is used for another row.</param>
    /// <exception cref="InvalidOperationException">No row waits.</exception>
    public object?[] Take(object?[]? previous)
    {
        if (previous is not null)
        {
            _unused.Push(previous);
        }

        return _rows.Dequeue();
    }

    /// <summary>Sets the columns of a table without rows.</summary>
    /// <param name="recorded">The columns in the server's record of the run, or null if it has none.</param>
    public void UseWithoutRows(IReadOnlyList<string>? recorded) =>
        Columns = TableColumns.Create(expected.Expected.Count > 0 ? expected.Expected : recorded ?? [], types, isExactAsText);

    private void Start(RowSchema shape)
    {
        if (_shape is not null)
        {
            throw new FormatException("it has a column that the rows before it do not have, so it does not fit into the table");
        }

        _shape = shape;
        _sources = TableColumns.Order(expected.Expected, shape.OriginalNames);
        Columns = TableColumns.Create([.. _sources.Select(source => shape.OriginalNames[source])], types, isExactAsText);
    }
}
