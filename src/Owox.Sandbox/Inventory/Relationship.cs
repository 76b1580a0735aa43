namespace Owox.Sandbox.Inventory;

/// <summary>A data mart that another one is joined to.</summary>
internal sealed class Relationship
{
    public required string Id { get; init; }

    public required DataMart Source { get; init; }

    public required DataMart Target { get; init; }

    public required string Alias { get; init; }

    public required string Title { get; init; }

    /// <summary>The columns on both sides; null for a relationship without a condition yet, which joins nothing.</summary>
    public (string Source, string Target)? Join { get; init; }

    public required Member CreatedBy { get; init; }

    public string CreatedAt { get; init; } = "2026-11-21T00:19:54.000Z";

    /// <summary>The joined columns as the source data mart offers them.</summary>
    public IEnumerable<JoinedColumn> Columns() =>
        Join is null ? [] : Target.Table!.Columns.Select(column => new JoinedColumn(this, column));

    public JsonArray JoinConditions() => Join is { } join
        ? [new JsonObject { ["sourceFieldName"] = join.Source, ["targetFieldName"] = join.Target }]
        : [];

    public JsonObject Describe(Member reader) => new()
    {
        ["id"] = Id,
        ["dataStorageId"] = Source.Storage.Id,
        ["sourceDataMart"] = Mention(Source, reader),
        ["targetDataMart"] = Mention(Target, reader),
        ["targetAlias"] = Alias,
        ["joinConditions"] = JoinConditions(),
        ["createdById"] = CreatedBy.UserId,
        ["createdAt"] = CreatedAt,
        ["modifiedAt"] = CreatedAt,
        ["createdByUser"] = CreatedBy.Reference(),
    };

    private static JsonObject Mention(DataMart mart, Member reader) => new()
    {
        ["id"] = mart.Id,
        ["title"] = mart.Title,
        ["description"] = mart.Description,
        ["status"] = mart.IsPublished ? "PUBLISHED" : "DRAFT",
        ["userHasAccess"] = mart.IsVisibleTo(reader),
        ["hasPrimaryKey"] = mart.Table?.Columns.Any(column => column.IsPrimaryKey) ?? false,
    };
}

/// <summary>A column of a joined data mart, under its joined name.</summary>
internal sealed record JoinedColumn(Relationship Relationship, Column Column)
{
    public string Name { get; } = $"{Relationship.Alias}__{Column.Name}";

    public string HeaderTitle => $"{Relationship.Title} {Column.Alias ?? Column.Name}";

    /// <summary>How rows that share a key are folded before they are joined.</summary>
    public string Folding => Column.IsNumber && Column.Name != Relationship.Join?.Target ? "SUM" : Column.IsNumber ? "MAX" : "STRING_AGG";

    public JsonObject Describe() => new()
    {
        ["name"] = Name,
        ["sourceRelationshipId"] = Relationship.Id,
        ["sourceDataMartId"] = Relationship.Target.Id,
        ["sourceDataMartTitle"] = Relationship.Target.Title,
        ["targetAlias"] = Relationship.Alias,
        ["originalFieldName"] = Column.Name,
        ["type"] = Column.Type,
        ["sourceFieldType"] = Column.Type,
        ["alias"] = Column.Alias ?? string.Empty,
        ["description"] = Column.Description,
        ["isHidden"] = false,
        ["aggregateFunction"] = Folding,
        ["postJoinAggregations"] = Rules.AggregateFunctions.AllowedFor(Column).ToJsonArray(),
        ["transitiveDepth"] = 1,
        ["aliasPath"] = Relationship.Alias,
        ["outputPrefix"] = Relationship.Title,
    };
}
