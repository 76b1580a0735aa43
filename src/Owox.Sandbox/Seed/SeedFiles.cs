namespace Owox.Sandbox.Seed;

/// <summary>The JSON files that are embedded in the assembly, so that the sandbox runs without the repository.</summary>
internal static class SeedFiles
{
    private static readonly Lazy<IReadOnlyDictionary<string, Table>> AllTables = new(static () =>
        Read("tables").Deserialize<Dictionary<string, Table>>(JsonSerializerOptions.Web)!);

    /// <summary>Reads a file. Every call returns a new copy, which the caller can change.</summary>
    public static JsonNode Read(string name)
    {
        using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream($"Owox.Sandbox.Seed.{name}.json")!;
        return JsonNode.Parse(stream)!;
    }

    /// <summary>Creates the tables of tables.json, which has their columns and some of their rows.</summary>
    /// <param name="eventRows">The number of rows of the table events.</param>
    public static IEnumerable<Table> Tables(long eventRows) =>
        AllTables.Value.Select(pair => pair.Value with { Name = pair.Key, Count = pair.Key == "events" ? eventRows : pair.Value.Count });
}
