namespace Owox.Sandbox.Inventory;

/// <summary>A data mart: what it is called, who sees it and which rows it gives.</summary>
internal sealed class DataMart
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Storage Storage { get; init; }

    public string? Description { get; init; }

    public bool IsPublished { get; init; } = true;

    /// <summary>SQL, TABLE or CONNECTOR; null while a draft has no definition.</summary>
    public string? DefinitionType { get; init; }

    public JsonObject? Definition { get; init; }

    public Table? Table { get; init; }

    /// <summary>False hides the data mart from viewers.</summary>
    public bool IsShared { get; init; } = true;

    public IReadOnlyList<Member> BusinessOwners { get; init; } = [];

    public IReadOnlyList<Member> TechnicalOwners { get; init; } = [];

    public IReadOnlyList<ProjectContext> Contexts { get; init; } = [];

    public required Member CreatedBy { get; init; }

    public required string CreatedAt { get; init; }

    public required string ModifiedAt { get; init; }

    public JsonNode? BlendedFields { get; init; }

    /// <summary>What the warehouse answers instead of rows.</summary>
    public StorageFailure? Failure { get; init; }

    /// <summary>After how many rows the warehouse fails, when it does.</summary>
    public int? FailsAfter { get; init; }

    /// <summary>A connector whose source never answers.</summary>
    public bool SourceIsDown { get; init; }

    public bool IsConnector => DefinitionType == "CONNECTOR";

    public bool HasOwners => BusinessOwners.Count + TechnicalOwners.Count > 0;

    public bool IsVisibleTo(Member member) => IsShared || member.IsAdmin;

    public JsonNode? Schema() => Table is null || IsConnector ? null : new JsonObject
    {
        ["type"] = "bigquery-data-mart-schema",
        ["fields"] = Table.Columns.Where(column => column.Parent is null).Select(column => (JsonNode)column.Describe()).ToJsonArray(),
    };
}
