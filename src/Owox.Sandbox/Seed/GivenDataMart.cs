namespace Owox.Sandbox.Seed;

/// <summary>A data mart that a test gives: {title, columns: [{name, type, mode?, fields?}], rows: [[...]]}. A record is an object.</summary>
internal static class GivenDataMart
{
    /// <summary>Adds it to the project and gives its ID.</summary>
    public static string Add(SandboxState state, JsonNode given)
    {
        var id = Guid.NewGuid().ToString();
        var nested = Columns(given["columns"]);
        var columns = NestedColumns.Flatten(nested);
        var rows = given["rows"]!.AsArray().Select(row => NestedColumns.Values(nested, row!.AsArray())).ToArray();
        var table = new Table
        {
            Name = "given",
            Dataset = id,
            FullName = $"shop-analytics.given.{id}",
            Columns = columns,
            Load = connection => connection.Fill("given", columns, rows),
        };
        state.Warehouse.Add(table);
        state.Catalog.Add(new DataMart
        {
            Id = id,
            Title = (string?)given["title"] ?? "Given",
            Storage = state.Catalog.Storages.Single(storage => storage.Id == SeedIds.ShopStorage),
            DefinitionType = "TABLE",
            Definition = Definitions.Table(table.FullName),
            Table = table,
            CreatedBy = state.Members.Admin,
            CreatedAt = "2026-11-18T12:00:00.000Z",
            ModifiedAt = "2026-11-18T12:00:00.000Z",
        });
        return id;
    }

    private static Column[] Columns(JsonNode? columns) => [.. (columns as JsonArray ?? []).Select(column => new Column((string)column!["name"]!, (string)column["type"]!)
    {
        IsRepeated = (string?)column["mode"] == "REPEATED",
        Fields = Columns(column["fields"]),
    })];
}
