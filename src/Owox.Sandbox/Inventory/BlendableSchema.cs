namespace Owox.Sandbox.Inventory;

/// <summary>The columns of a data mart, and the columns that relationships add.</summary>
internal static class BlendableSchema
{
    public static JsonObject Describe(Catalog catalog, DataMart mart, Member reader)
    {
        var relationships = catalog.RelationshipsOf(mart);
        return new JsonObject
        {
            ["nativeFields"] = mart.Schema()?["fields"]!.DeepClone() ?? new JsonArray(),
            ["nativeDescription"] = mart.Description,
            ["blendedFields"] = relationships.SelectMany(relationship => relationship.Columns())
                .Select(column => column.Describe()).ToJsonArray(),
            ["availableSources"] = relationships.Select(relationship => new JsonObject
            {
                ["aliasPath"] = relationship.Alias,
                ["title"] = relationship.Target.Title,
                ["description"] = relationship.Target.Description,
                ["defaultAlias"] = relationship.Target.Title,
                ["depth"] = 1,
                ["fieldCount"] = relationship.Target.Table!.Columns.Count,
                ["isIncluded"] = true,
                ["relationshipId"] = relationship.Id,
                ["dataMartId"] = relationship.Target.Id,
                ["isAccessibleForReporting"] = relationship.Target.IsVisibleTo(reader),
            }).ToJsonArray(),
        };
    }
}
