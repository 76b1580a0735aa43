namespace Owox.Sandbox.Seed;

/// <summary>The tables of the warehouse. Their columns and some of their rows are in tables.json.</summary>
internal static class SeedTables
{
    private static readonly Lazy<IReadOnlyDictionary<string, Definition>> Definitions = new(static () =>
        SeedFiles.Read("tables").Deserialize<Dictionary<string, Definition>>(JsonSerializerOptions.Web)!);

    /// <summary>Creates all tables.</summary>
    /// <param name="eventRows">The number of rows of the table events.</param>
    public static IEnumerable<Table> Create(long eventRows) =>
        Definitions.Value.Select(pair => Create(pair.Key, pair.Key == "events" ? pair.Value with { Count = eventRows } : pair.Value));

    /// <summary>Creates a table for a test from {columns: [{name, type, mode?, fields?}], rows: [[...]]}. A record is an object.</summary>
    public static Table CreateForTest(string id, JsonNode body) => Create(id, body.Deserialize<Definition>(JsonSerializerOptions.Web)! with
    {
        Dataset = id,
        FullName = $"shop-analytics.given.{id}",
    });

    private static Table Create(string name, Definition definition)
    {
        var columns = NestedColumns.Flatten(definition.Columns);
        var blocks = definition.Block is { } block
            ? new BlockRows(columns, block, definition.Count, RowGenerators.All[definition.Generator!])
            : null;
        return new Table
        {
            Name = name,
            Dataset = definition.Dataset,
            FullName = definition.FullName,
            Columns = columns,
            Blocks = blocks,
            IsView = definition.Query is not null,
            Load = connection =>
            {
                if (blocks is not null)
                {
                    blocks.Load(connection, name);
                }
                else if (definition.Query is { } query)
                {
                    connection.Execute($"CREATE VIEW {Sql.Quote(name)} AS {query}");
                }
                else
                {
                    connection.Fill(name, columns, definition.AllRows());
                }
            },
        };
    }

    /// <summary>A table has rows, a query, or a generator of <see cref="Count"/> rows.</summary>
    private sealed record Definition(Column[] Columns)
    {
        public string Dataset { get; init; } = "";

        public string FullName { get; init; } = "";

        public string? Query { get; init; }

        public string? Generator { get; init; }

        public long Count { get; init; }

        /// <summary>The size of the block of rows that the table repeats, or null.</summary>
        public int? Block { get; init; }

        public JsonArray? Rows { get; init; }

        public IEnumerable<object?[]> AllRows()
        {
            // A JSON document can be read by only one thread at a time, and several sandboxes use this document.
            var rows = Rows is null ? [] : JsonNode.Parse(Rows.ToJsonString())!.AsArray();
            return Generator is null
                ? rows.Select(row => NestedColumns.Values(Columns, row!.AsArray()))
                : Enumerable.Range(0, (int)Count).Select(RowGenerators.All[Generator]);
        }
    }
}
