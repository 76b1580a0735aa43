using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>When the data behind a data mart last changed, according to the server.</summary>
public sealed class DataLastUpdated : ApiModel
{
    public DateTimeOffset? DataLastUpdatedAt { get; init; }

    public DateTimeOffset? ComputedAt { get; init; }

    /// <summary>Whether every source table is known: <c>complete</c>, <c>partial</c> or <c>unavailable</c>.</summary>
    public string? Coverage { get; init; }

    /// <summary>The source tables; empty in lists.</summary>
    public DataLastUpdatedSource[] Sources { get; init => field = value ?? []; } = [];

    public override string ToString() =>
        DataLastUpdatedAt?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A table behind a data mart, and when it last changed.</summary>
public sealed class DataLastUpdatedSource : ApiModel
{
    [JsonRequired]
    public string Table { get; init => field = Required.NotNull(value); } = "";

    public DateTimeOffset? DataLastUpdatedAt { get; init; }

    /// <summary>What the server says about the time, for example which of several tables it is of; null for nothing.</summary>
    public string? Note { get; init; }

    public override string ToString() => Table;
}

/// <summary>The data marts that were measured.</summary>
internal sealed class DataLastUpdatedList : ApiModel
{
    [JsonRequired]
    public DataLastUpdatedItem[] Items { get; init => field = Required.NotNull(value); } = [];
}

/// <summary>A data mart that was measured.</summary>
internal sealed class DataLastUpdatedItem : ApiModel
{
    [JsonRequired]
    public string DataMartId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public DataLastUpdated DataLastUpdated { get; init => field = Required.NotNull(value); } = new();
}
