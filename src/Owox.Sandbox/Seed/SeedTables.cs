namespace Owox.Sandbox.Seed;

/// <summary>The tables of the warehouse. Their columns and some of their rows are in tables.json.</summary>
internal static class SeedTables
{
    private static readonly Lazy<IReadOnlyDictionary<string, Table>> Tables = new(static () =>
        SeedFiles.Read("tables").Deserialize<Dictionary<string, Table>>(JsonSerializerOptions.Web)!);

    /// <summary>Creates all tables.</summary>
    /// <param name="eventRows">The number of rows of the table events.</param>
    public static IEnumerable<Table> Create(long eventRows) =>
        Tables.Value.Select(pair => pair.Value with { Name = pair.Key, Count = pair.Key == "events" ? eventRows : pair.Value.Count });

    /// <summary>Creates a table for a test from {columns: [{name, type, mode?, fields?}], rows: [[...]]}. A record is an object.</summary>
    public static Table CreateForTest(string id, JsonNode body) => body.Deserialize<Table>(JsonSerializerOptions.Web)! with
    {
        Name = id,
        Dataset = id,
        FullName = $"shop-analytics.given.{id}",
    };
}
