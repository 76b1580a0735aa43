using System.Text.Json.Serialization;

namespace Owox.Sandbox.Data;

/// <summary>A table or view of the warehouse. It has rows, a query, or a generator of <see cref="Count"/> rows.</summary>
/// <param name="Nested">The columns as in tables.json, where a record contains its fields.</param>
internal sealed record Table([property: JsonPropertyName("columns")] Column[] Nested)
{
    /// <summary>The name in SQLite.</summary>
    public string Name { get; init; } = "";

    /// <summary>The database with the tables that it can be joined with.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The name in the warehouse.</summary>
    public string FullName { get; init; } = "";
    public string? Query { get; init; }
    public string? Generator { get; init; }
    public long Count { get; init; }

    /// <summary>The size of the block of rows that the table repeats, or null.</summary>
    public int? Block { get; init; }
    public JsonArray? Rows { get; init; }

    /// <summary>The columns, each followed by its fields.</summary>
    [JsonIgnore]
    public IReadOnlyList<Column> Columns { get; } = NestedColumns.Flatten(Nested);

    /// <summary>Set if the table repeats a block of rows.</summary>
    [JsonIgnore]
    public BlockRows? Blocks => Block is { } size ? new BlockRows(Columns, size, Count, RowGenerators.All[Generator!]) : null;

    public Column? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>Creates and fills it before the first query.</summary>
    public void Load(SqliteConnection connection)
    {
        if (Query is not null)
        {
            connection.Execute($"CREATE VIEW {Sql.Quote(Name)} AS {Query}");
        }
        else if (Blocks is { } blocks)
        {
            blocks.Load(connection, Name);
        }
        else
        {
            connection.Fill(Name, Columns, AllRows());
        }
    }

    private IEnumerable<object?[]> AllRows()
    {
        // A JSON document can be read by only one thread at a time, and several sandboxes use this document.
        var rows = Rows is null ? [] : JsonNode.Parse(Rows.ToJsonString())!.AsArray();
        return Generator is null
            ? rows.Select(row => NestedColumns.Values(Nested, row!.AsArray()))
            : Enumerable.Range(0, (int)Count).Select(RowGenerators.All[Generator]);
    }
}

/// <summary>
/// A table of any length that repeats a block of rows. Only the number in the column "id" increases. Queries use a view that
/// repeats the stored block, so that it is not necessary to insert a million rows.
/// </summary>
/// <param name="Columns">The columns, one of which is "id".</param>
/// <param name="BlockSize">The number of rows of the block, which is a power of ten.</param>
/// <param name="Total">The number of rows of the table.</param>
/// <param name="Row">Returns the values of a row of the block. The value for "id" is not used.</param>
internal sealed record BlockRows(IReadOnlyList<Column> Columns, int BlockSize, long Total, Func<int, object?[]> Row)
{
    /// <summary>The first ID. All IDs of a table have nine digits.</summary>
    public const long FirstId = 100_000_000;

    public void Load(SqliteConnection connection, string view)
    {
        connection.Fill(
            $"{view} block",
            [new Column("#", "INTEGER"), .. Columns.Where(column => column.Name != "id")],
            Enumerable.Range(0, BlockSize).Select(index => (object?[])[(long)index, .. Row(index).Where((_, i) => Columns[i].Name != "id")]));
        connection.Fill(
            $"{view} blocks",
            [new Column("first", "INTEGER")],
            Enumerable.Range(0, (int)((Total + BlockSize - 1) / BlockSize)).Select(block => (object?[])[FirstId + ((long)block * BlockSize)]));
        var selected = Columns.Select(column => column.Name == "id" ? "first + \"#\" AS \"id\"" : Sql.Quote(column.Name));

        // CROSS JOIN fixes the nesting, and with it the order of the rows.
        connection.Execute($"""
            CREATE VIEW {Sql.Quote(view)} AS SELECT {string.Join(", ", selected)}
            FROM {Sql.Quote($"{view} blocks")} CROSS JOIN {Sql.Quote($"{view} block")}
            WHERE first + "#" < {FirstId + Total}
            """);
    }
}

/// <summary>
/// Records and their fields. As on the server, fields are separate columns, whose names start with the name of the record and a dot,
/// and a row omits them if the record is null. A repeated record is JSON, and its fields are never sent.
/// </summary>
internal static class NestedColumns
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Returns the columns, each followed by its fields.</summary>
    public static IReadOnlyList<Column> Flatten(IEnumerable<Column> columns, string? parent = null) => [.. columns.SelectMany(column =>
    {
        var name = parent is null ? column.Name : $"{parent}.{column.Name}";
        var isRecord = column.Fields.Count > 0 && !column.IsRepeated;
        return Flatten(column.Fields, name).Prepend(column with { Name = name, Parent = parent, IsJson = column.IsJson || isRecord });
    })];

    /// <summary>Returns the values of the flat columns.</summary>
    /// <param name="columns">The columns with their fields.</param>
    /// <param name="row">The value of each column.</param>
    public static object?[] Values(IReadOnlyList<Column> columns, IEnumerable<JsonNode?> row) =>
        [.. columns.Zip(row).SelectMany(static pair => Values(pair.First, pair.Second))];

    private static IEnumerable<object?> Values(Column column, JsonNode? value) => column switch
    {
        { Fields.Count: 0, IsRepeated: false } => [Scalar(value)],
        { IsRepeated: true } => [value?.ToJsonString(Indented), .. Flatten(column.Fields).Select(static _ => (object?)null)],
        _ => [value?.ToJsonString(), .. column.Fields.SelectMany(part => Values(part, value?[part.Name]))],
    };

    private static object? Scalar(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var integer) ? integer : value.GetValue<double>(),
        JsonValueKind.Object or JsonValueKind.Array => value.ToJsonString(),
        _ => value.GetValue<string>(),
    };
}
