namespace Owox.Sandbox.Inventory;

/// <summary>A saved selection of a data mart's rows, with its output controls.</summary>
internal sealed class Report
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required DataMart DataMart { get; init; }

    public required Destination Destination { get; init; }

    public required Member Owner { get; init; }

    /// <summary>The columns in order; null for all native ones.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public JsonArray? Filter { get; init; }

    public JsonArray? Sort { get; init; }

    public JsonArray? Aggregation { get; init; }

    public JsonArray? DateTrunc { get; init; }

    public int? Limit { get; init; }

    /// <summary>The statement for the warehouse, in its own dialect.</summary>
    public required string GeneratedSql { get; init; }

    public required string CreatedAt { get; init; }

    public bool HasOutputControls =>
        Columns is not null || Filter is not null || Sort is not null || Aggregation is not null || Limit is not null;

    public JsonObject Describe(string origin, Member reader) => new()
    {
        ["id"] = Id,
        ["title"] = Title,
        ["dataMart"] = DataMartViews.Reference(DataMart),
        ["dataDestinationAccess"] = Destination.Reference(origin),
        ["destinationConfig"] = new JsonObject { ["type"] = "looker-studio-config", ["cacheLifetime"] = 300 },
        ["columnConfig"] = Columns?.ToJsonArray(),
        ["filterConfig"] = Filter?.DeepClone(),
        ["sortConfig"] = Sort?.DeepClone(),
        ["limitConfig"] = Limit,
        ["aggregationConfig"] = Aggregation?.DeepClone(),
        ["dateTruncConfig"] = DateTrunc?.DeepClone(),
        ["uniqueCountConfig"] = null,
        ["lastRunAt"] = null,
        ["lastRunStatus"] = null,
        ["lastRunError"] = null,
        ["runsCount"] = 0,
        ["createdAt"] = CreatedAt,
        ["modifiedAt"] = CreatedAt,
        ["createdByUser"] = Owner.Reference(),
        ["ownerUsers"] = new JsonArray(Owner.Reference()),
        ["canRun"] = true,
        ["canManageTriggers"] = true,
        ["canEditConfig"] = reader.IsAdmin,
    };
}
