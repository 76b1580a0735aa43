namespace Owox.Sandbox.Inventory;

/// <summary>A data mart as the different routes show it.</summary>
internal static class DataMartViews
{
    public static JsonObject ListItem(DataMart mart, int triggers, int reports)
    {
        var item = new JsonObject
        {
            ["id"] = mart.Id,
            ["title"] = mart.Title,
            ["status"] = Status(mart),
            ["storage"] = new JsonObject { ["type"] = mart.Storage.Type, ["title"] = mart.Storage.Title },
            ["description"] = mart.Description,
            ["definitionType"] = mart.DefinitionType,
        };
        if (mart.IsConnector)
        {
            item["connectorSourceName"] = ConnectorName(mart);
        }

        item["triggersCount"] = triggers;
        item["reportsCount"] = reports;
        item["createdByUser"] = mart.CreatedBy.Reference();
        item["businessOwnerUsers"] = People(mart.BusinessOwners);
        item["technicalOwnerUsers"] = People(mart.TechnicalOwners);
        item["createdAt"] = mart.CreatedAt;
        item["modifiedAt"] = mart.ModifiedAt;
        item["contexts"] = Contexts(mart);
        item["availableForReporting"] = mart.IsShared;
        item["availableForMaintenance"] = true;
        item["dataLastUpdated"] = null;
        return item;
    }

    public static JsonObject Detail(DataMart mart) => Describe(mart, withPeople: true);

    /// <summary>The data mart inside another entity: without people.</summary>
    public static JsonObject Reference(DataMart mart) => Describe(mart, withPeople: false);

    public static string Status(DataMart mart) => mart.IsPublished ? "PUBLISHED" : "DRAFT";

    public static string? ConnectorName(DataMart mart) => mart.Definition?["connector"]?["source"]?["name"]?.GetValue<string>();

    private static JsonObject Describe(DataMart mart, bool withPeople)
    {
        var detail = new JsonObject
        {
            ["id"] = mart.Id,
            ["title"] = mart.Title,
            ["status"] = Status(mart),
            ["storage"] = mart.Storage.Reference(),
        };
        if (mart.DefinitionType is not null)
        {
            detail["definitionType"] = mart.DefinitionType;
        }

        detail["definition"] = mart.Definition?.DeepClone();
        detail["description"] = mart.Description;
        detail["schema"] = mart.Schema();
        detail["triggersCount"] = 0;
        detail["reportsCount"] = 0;
        detail["blendedFieldsConfig"] = mart.BlendedFields?.DeepClone();
        detail["createdByUser"] = withPeople ? mart.CreatedBy.Reference() : null;
        detail["businessOwnerUsers"] = People(withPeople ? mart.BusinessOwners : []);
        detail["technicalOwnerUsers"] = People(withPeople ? mart.TechnicalOwners : []);
        detail["createdAt"] = mart.CreatedAt;
        detail["modifiedAt"] = mart.ModifiedAt;
        detail["availableForReporting"] = mart.IsShared;
        detail["availableForMaintenance"] = true;
        detail["contexts"] = withPeople ? Contexts(mart) : [];
        detail["dataLastUpdated"] = null;
        return detail;
    }

    private static JsonArray People(IEnumerable<Member> members) => members.Select(member => member.Reference()).ToJsonArray();

    private static JsonArray Contexts(DataMart mart) => mart.Contexts.Select(context => context.Reference()).ToJsonArray();
}
