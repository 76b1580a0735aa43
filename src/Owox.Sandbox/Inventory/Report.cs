namespace Owox.Sandbox.Inventory;

/// <summary>A saved selection of rows of a data mart, with its output controls.</summary>
internal sealed class Report(JsonObject document, DataMart dataMart)
{
    private static readonly string[] RuleNames = ["filter", "sort", "aggregation", "dateTrunc"];

    public string Id => (string)document["id"]!;
    public DataMart DataMart => dataMart;

    /// <summary>Whether it goes to Excel. The server records its streams as its runs.</summary>
    public bool IsExcel => (string?)document["destinationConfig"]?["type"] == "excel-config";

    /// <summary>The columns in order; null for all native ones.</summary>
    public IReadOnlyList<string>? Columns => document["columnConfig"]?.Deserialize<string[]>();
    public long? Limit => (long?)document["limitConfig"];

    /// <summary>The statement that the server generated, in the dialect of the warehouse.</summary>
    public string? GeneratedSql => (string?)document["generatedSql"];
    public bool HasOutputControls => Columns is not null || Limit is not null || Rules().Any();

    public JsonArray? Rule(string name) => document[name + "Config"] as JsonArray;

    /// <summary>Returns the saved rules by the name of their query parameter.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Rules() => RuleNames.Where(name => Rule(name) is not null)
        .Select(name => KeyValuePair.Create(name, (JsonNode?)Rule(name)!.DeepClone()));

    /// <summary>Verifies that the columns still exist, and that the reader can see the data marts that they come from.</summary>
    public void Check(Catalog catalog, Member reader)
    {
        var joined = catalog.RelationshipsOf(dataMart).SelectMany(relationship => relationship.Columns()).ToList();
        var names = Columns ?? [];
        var known = dataMart.Table!.Columns.Select(column => column.Name).Concat(joined.Select(column => column.Name));
        var unknown = names.Except(known, StringComparer.Ordinal).ToList();
        ApiError.ThrowIf(unknown.Count > 0, () => ApiErrors.Business(
            $"Cannot build report SQL. Disconnected columns: {Quoted(unknown)}. They are missing from the current Data Mart output schema. "
            + "Uncheck them to remove them from the report, or contact your analyst to restore the schema.",
            details: new JsonObject { ["unknownColumns"] = unknown.ToJsonArray(), ["dataMartId"] = dataMart.Id }));
        var denied = joined.Where(column => names.Contains(column.Name, StringComparer.Ordinal)).Select(column => column.Relationship!)
            .Where(relationship => !relationship.Target.IsVisibleTo(reader)).Distinct().ToList();
        ApiError.ThrowIf(denied.Count > 0, () => ApiErrors.Business(
            $"Cannot build report SQL, user \"{reader.LastName}\" is missing access to data marts: {Quoted(denied.Select(relationship => relationship.Target.Title))}",
            details: new JsonObject
            {
                ["userId"] = reader.UserId,
                ["deniedDataMartIds"] = denied.Select(relationship => relationship.Target.Id).ToJsonArray(),
                ["deniedAliasPaths"] = denied.Select(relationship => relationship.Alias).ToJsonArray(),
            }));
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
