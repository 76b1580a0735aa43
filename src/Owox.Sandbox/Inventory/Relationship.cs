namespace Owox.Sandbox.Inventory;

/// <summary>A data mart that is joined to another one.</summary>
/// <param name="Id">The ID of the relationship.</param>
/// <param name="Target">The data mart that is joined.</param>
/// <param name="Alias">The prefix of the names of its columns.</param>
/// <param name="SourceField">The column of the other data mart.</param>
/// <param name="TargetField">The column of <paramref name="Target"/>.</param>
internal sealed record Relationship(string Id, DataMart Target, string Alias, string SourceField, string TargetField)
{
    /// <summary>Returns the joined columns of the source data mart.</summary>
    public IEnumerable<FieldColumn> Columns() => Target.Table!.Columns.Select(column => new FieldColumn(column, this));
}

/// <summary>A column that a query can contain.</summary>
/// <param name="Column">The column.</param>
/// <param name="Relationship">The relationship that joins its data mart, or null for a native column.</param>
internal sealed record FieldColumn(Column Column, Relationship? Relationship = null)
{
    public string Name { get; } = Relationship is null ? Column.Name : $"{Relationship.Alias}__{Column.Name}";
    public string? Title => Relationship is null ? Column.Alias : $"{Relationship.Target.Title} {Column.Alias ?? Column.Name}";

    /// <summary>The column in the statement.</summary>
    public string Sql => Relationship is null
        ? $"main.{Data.Sql.Quote(Column.Stored)}"
        : $"{Data.Sql.Quote(Relationship.Alias)}.{Data.Sql.Quote(Name)}";

    /// <summary>The function that combines rows with the same key before they are joined.</summary>
    public string Aggregation => !Column.IsNumber ? "STRING_AGG" : Column.Name == Relationship?.TargetField ? "MAX" : "SUM";

    /// <summary>Returns a joined column for the schema of the source data mart.</summary>
    public JsonObject Describe() => new()
    {
        ["name"] = Name,
        ["sourceRelationshipId"] = Relationship!.Id,
        ["sourceDataMartId"] = Relationship.Target.Id,
        ["sourceDataMartTitle"] = Relationship.Target.Title,
        ["targetAlias"] = Relationship.Alias,
        ["originalFieldName"] = Column.Name,
        ["type"] = Column.Type,
        ["sourceFieldType"] = Column.Type,
        ["alias"] = Column.Alias ?? string.Empty,
        ["description"] = Column.Description,
        ["isHidden"] = false,
        ["aggregateFunction"] = Aggregation,
        ["postJoinAggregations"] = AggregateFunctions.AllowedFor(Column).ToJsonArray(),
        ["transitiveDepth"] = 1,
        ["aliasPath"] = Relationship.Alias,
        ["outputPrefix"] = Relationship.Target.Title,
    };
}
