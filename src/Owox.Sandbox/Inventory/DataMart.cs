namespace Owox.Sandbox.Inventory;

/// <summary>A data mart with its table.</summary>
internal sealed class DataMart(JsonObject document, Warehouse warehouse)
{
    public string Id => (string)document["id"]!;
    public string Title => (string)document["title"]!;
    public string? Description => (string?)document["description"];
    public bool IsPublished => (string?)document["status"] == "PUBLISHED";

    /// <summary>False hides the data mart from viewers.</summary>
    public bool IsShared => (bool)document["availableForReporting"]!;
    public string? DefinitionType => (string?)document["definitionType"];
    public JsonNode? Definition => document["definition"];
    public bool IsConnector => DefinitionType == "CONNECTOR";
    public Table? Table { get; } = warehouse.Find((string?)document["table"]);

    /// <summary>The error of the warehouse, if it returns one instead of rows.</summary>
    public StorageFailure? Failure => document["failure"].Deserialize<StorageFailure>(JsonSerializerOptions.Web);

    /// <summary>The number of rows after which the warehouse fails, or null.</summary>
    public int? FailsAfter => (int?)document["failsAfter"];

    /// <summary>Whether the source of the connector does not respond.</summary>
    public bool SourceIsDown => (bool?)document["sourceIsDown"] == true;

    public bool IsVisibleTo(Member member) => IsShared || member.IsAdmin;

    public JsonNode? Schema() => Table is null || IsConnector ? null : new JsonObject
    {
        ["type"] = "bigquery-data-mart-schema",
        ["fields"] = Table.Columns.Where(column => column.Parent is null).Select(column => (JsonNode)column.Describe()).ToJsonArray(),
    };
}
