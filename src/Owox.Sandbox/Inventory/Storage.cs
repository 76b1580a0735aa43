namespace Owox.Sandbox.Inventory;

/// <summary>A connection to a warehouse.</summary>
internal sealed class Storage
{
    public static readonly IReadOnlyList<string> Types =
        ["GOOGLE_BIGQUERY", "LEGACY_GOOGLE_BIGQUERY", "AWS_ATHENA", "SNOWFLAKE", "AWS_REDSHIFT", "DATABRICKS"];

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Type { get; init; }

    public required Member Owner { get; init; }

    public required string CreatedAt { get; init; }

    public required string ModifiedAt { get; init; }

    /// <summary>The warehouse project; null while the storage is a draft without credentials.</summary>
    public string? WarehouseProject { get; init; }

    public string? CredentialId { get; init; }

    public JsonObject Describe() => Describe(withPeople: true);

    /// <summary>The storage inside another entity: without people.</summary>
    public JsonObject Reference() => Describe(withPeople: false);

    public JsonObject ListItem(int published, int drafts) => new()
    {
        ["id"] = Id,
        ["title"] = Title,
        ["type"] = Type,
        ["createdAt"] = CreatedAt,
        ["modifiedAt"] = ModifiedAt,
        ["publishedDataMartsCount"] = published,
        ["draftDataMartsCount"] = drafts,
        ["createdByUser"] = Owner.Reference(),
        ["ownerUsers"] = new JsonArray(Owner.Reference()),
        ["contexts"] = new JsonArray(),
        ["availableForUse"] = true,
        ["availableForMaintenance"] = WarehouseProject is not null,
    };

    public JsonObject ByTypeItem(IEnumerable<DataMart> marts) => new()
    {
        ["id"] = Id,
        ["title"] = Title,
        ["dataMartName"] = marts.FirstOrDefault(mart => mart.Storage == this)?.Title,
        ["identity"] = WarehouseProject is null ? null : new JsonObject { ["clientEmail"] = ServiceAccount },
    };

    private const string ServiceAccount = "svc@example-project.iam.gserviceaccount.com";

    private JsonObject Describe(bool withPeople)
    {
        var storage = new JsonObject { ["id"] = Id, ["title"] = Title, ["type"] = Type, ["projectId"] = Project.Id };
        if (WarehouseProject is not null)
        {
            storage["credentials"] = new JsonObject
            {
                ["type"] = "service_account",
                ["project_id"] = WarehouseProject,
                ["client_id"] = "1",
                ["client_email"] = ServiceAccount,
            };
        }

        storage["config"] = WarehouseProject is null
            ? null
            : new JsonObject { ["projectId"] = WarehouseProject, ["location"] = "US" };
        storage["createdAt"] = CreatedAt;
        storage["modifiedAt"] = ModifiedAt;
        storage["credentialId"] = CredentialId;
        storage["createdByUser"] = withPeople ? Owner.Reference() : null;
        storage["ownerUsers"] = withPeople ? new JsonArray(Owner.Reference()) : new JsonArray();
        storage["availableForUse"] = true;
        storage["availableForMaintenance"] = WarehouseProject is not null;
        storage["contexts"] = new JsonArray();
        return storage;
    }
}
