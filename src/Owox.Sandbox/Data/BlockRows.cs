namespace Owox.Sandbox.Data;

/// <summary>
/// A table of any length that repeats a block of rows; only the number in its `id` column goes on counting. Whole
/// rows are sent from one rendered block. Queries see the same rows through a view that multiplies the stored block,
/// so nothing is ever inserted a million times.
/// </summary>
internal sealed class BlockRows
{
    /// <summary>The first id. All ids of a table have nine digits, which makes them easy to patch.</summary>
    public const long FirstId = 100_000_000;

    private readonly Func<int, object?[]> _row;

    /// <param name="columns">The columns, `id` among them.</param>
    /// <param name="blockSize">Rows in the block: a power of ten, so that the last digits of an id are the row's place in it.</param>
    /// <param name="total">Rows in the table.</param>
    /// <param name="row">The values of a row of the block; what it gives for `id` is not used.</param>
    public BlockRows(IReadOnlyList<Column> columns, int blockSize, long total, Func<int, object?[]> row)
    {
        Columns = columns;
        BlockSize = blockSize;
        Total = total;
        _row = row;
    }

    public IReadOnlyList<Column> Columns { get; }

    public int BlockSize { get; }

    public long Total { get; }

    public object?[] Row(int index) => _row(index);

    public void Load(SqliteConnection connection, string view)
    {
        var place = new Column("#", "INTEGER");
        var stored = Columns.Where(column => column.Name != "id").ToList();
        connection.Fill($"{view} block", [place, .. stored], Enumerable.Range(0, BlockSize).Select(StoredRow));
        connection.Fill($"{view} blocks", [new Column("first", "INTEGER")], FirstIds());
        var selected = Columns.Select(column => column.Name == "id" ? "first + \"#\" AS \"id\"" : Sql.Quote(column.Name));

        // CROSS JOIN fixes the nesting, and with it the order of the rows.
        connection.Execute($"""
            CREATE VIEW {Sql.Quote(view)} AS SELECT {string.Join(", ", selected)}
            FROM {Sql.Quote($"{view} blocks")} CROSS JOIN {Sql.Quote($"{view} block")}
            WHERE first + "#" < {FirstId + Total}
            """);
    }

    private object?[] StoredRow(int index)
    {
        var row = Row(index);
        return [(long)index, .. row.Where((_, i) => Columns[i].Name != "id")];
    }

    private IEnumerable<object?[]> FirstIds()
    {
        for (var first = 0L; first < Total; first += BlockSize)
        {
            yield return [FirstId + first];
        }
    }
}
