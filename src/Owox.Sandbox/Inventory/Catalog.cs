namespace Owox.Sandbox.Inventory;

/// <summary>The data marts, relationships and reports of the store as objects. The objects are copies, so later changes do not affect them.</summary>
internal sealed class Catalog(ResourceStore resources, Warehouse warehouse)
{
    public DataMart? Find(string id) => resources.Find(ResourceTable.DataMarts, id) is { } document ? Copy(document) : null;

    public DataMart DataMart(string id) => Copy(resources.Get(ResourceTable.DataMarts, id));

    /// <summary>Gets a data mart if the reader can see it.</summary>
    public DataMart DataMart(string id, Member reader)
    {
        var mart = DataMart(id);
        return mart.IsVisibleTo(reader) ? mart : throw ApiErrors.Framework(403, ResourceTable.DataMarts.Forbidden!);
    }

    /// <summary>Returns the relationships of a data mart that have a condition. The others do not join anything.</summary>
    public IReadOnlyList<Relationship> RelationshipsOf(DataMart source) =>
    [
        .. from document in resources.All(ResourceTable.Relationships)
           where (string?)document["dataMartId"] == source.Id && document["joinConditions"] is JsonArray { Count: > 0 }
           let condition = document["joinConditions"]![0]!
           select new Relationship(
               (string)document["id"]!, DataMart((string)document["targetDataMartId"]!), (string)document["targetAlias"]!,
               (string)condition["sourceFieldName"]!, (string)condition["targetFieldName"]!),
    ];

    public Report Report(string id)
    {
        var document = resources.Find(ResourceTable.Reports, id) ?? throw ApiErrors.Framework(404, $"Report with id {id} not found");
        return new Report(document.DeepClone().AsObject(), DataMart((string)document["dataMartId"]!));
    }

    private DataMart Copy(JsonObject document) => new(document.DeepClone().AsObject(), warehouse);
}
