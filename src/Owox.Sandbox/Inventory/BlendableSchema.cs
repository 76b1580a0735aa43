namespace Owox.Sandbox.Inventory;

/// <summary>The columns that a data mart has and those that it gets by joining others.</summary>
internal static class BlendableSchema
{
    public static JsonObject Describe(Catalog catalog, DataMart mart, Member reader)
    {
        var relationships = catalog.RelationshipsOf(mart).Where(relationship => relationship.Join is not null).ToList();
        var native = mart.Schema()?["fields"] is JsonArray fields ? fields.DeepClone() : new JsonArray();
        return new JsonObject
        {
            ["nativeFields"] = native,
            ["nativeDescription"] = mart.Description,
            ["blendedFields"] = relationships.SelectMany(relationship => relationship.Columns())
                .Select(column => column.Describe()).ToJsonArray(),
            ["availableSources"] = relationships.Select(relationship => Source(relationship, reader)).ToJsonArray(),
        };
    }

    private static JsonObject Source(Relationship relationship, Member reader) => new()
    {
        ["aliasPath"] = relationship.Alias,
        ["title"] = relationship.Target.Title,
        ["description"] = relationship.Target.Description,
        ["defaultAlias"] = relationship.Title,
        ["depth"] = 1,
        ["fieldCount"] = relationship.Target.Table!.Columns.Count,
        ["isIncluded"] = true,
        ["relationshipId"] = relationship.Id,
        ["dataMartId"] = relationship.Target.Id,
        ["isAccessibleForReporting"] = relationship.Target.IsVisibleTo(reader),
    };
}
