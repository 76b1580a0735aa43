using System.Text.Json.Serialization;

namespace Owox.Sandbox.Data;

/// <summary>
/// A table or view of the warehouse. It has rows, a query, or a generator of <see cref="Count"/> rows. A table of any length repeats a
/// block of rows, in which only the number in the column "id" increases. Its queries use a view that repeats the stored block, so that it
/// is not necessary to insert a million rows.
/// </summary>
/// <param name="Nested">The columns as in tables.json, where a record contains its fields.</param>
internal sealed record Table([property: JsonPropertyName("columns")] Column[] Nested)
{
    /// <summary>The first ID of a table that repeats a block. All its IDs have nine digits.</summary>
    public const long FirstId = 100_000_000;

    /// <summary>The name in SQLite.</summary>
    public string Name { get; init; } = "";

    /// <summary>The database with the tables that it can be joined with.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The name in the warehouse.</summary>
    public string FullName { get; init; } = "";
    public string? Query { get; init; }
    public string? Generator { get; init; }
    public long Count { get; init; }

    /// <summary>The number of rows of the block that the table repeats, which is a power of ten, or null.</summary>
    public int? Block { get; init; }
    public JsonArray? Rows { get; init; }

    /// <summary>The columns, each followed by its fields.</summary>
    [JsonIgnore]
    public IReadOnlyList<Column> Columns { get; } = NestedColumns.Flatten(Nested);

    public Column? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>Creates and fills it before the first query.</summary>
    public void Load(SqliteConnection connection)
    {
        if (Query is not null)
        {
            connection.Execute($"CREATE VIEW {Sql.Quote(Name)} AS {Query}");
        }
        else if (Block is { } size)
        {
            LoadBlock(connection, size, RowGenerators.All[Generator!]);
        }
        else
        {
            connection.Fill(Name, Columns, AllRows());
        }
    }

    // The values that the generator returns for "id" are not used.
    private void LoadBlock(SqliteConnection connection, int size, Func<int, object?[]> row)
    {
        connection.Fill(
            $"{Name} block",
            [new Column("#", "INTEGER"), .. Columns.Where(static column => column.Name != "id")],
            Enumerable.Range(0, size).Select(index => (object?[])[(long)index, .. row(index).Where((_, i) => Columns[i].Name != "id")]));
        connection.Fill(
            $"{Name} blocks",
            [new Column("first", "INTEGER")],
            Enumerable.Range(0, (int)((Count + size - 1) / size)).Select(block => (object?[])[FirstId + ((long)block * size)]));
        var selected = Columns.Select(static column => column.Name == "id" ? "first + \"#\" AS \"id\"" : Sql.Quote(column.Name));

        // CROSS JOIN fixes the nesting, and with it the order of the rows.
        connection.Execute($"""
            CREATE VIEW {Sql.Quote(Name)} AS SELECT {string.Join(", ", selected)}
            FROM {Sql.Quote($"{Name} blocks")} CROSS JOIN {Sql.Quote($"{Name} block")}
            WHERE first + "#" < {FirstId + Count}
            """);
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
