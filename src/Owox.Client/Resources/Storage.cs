using System;
using System.Text.Json.Serialization;

namespace Owox;

/// <summary>A storage: the warehouse that data marts read from.</summary>
public sealed class Storage : ApiObject
{
    [JsonRequired]
    public string Id { get; init => field = Needed.Value(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Needed.Value(value); } = "";

    /// <summary>For example <c>GOOGLE_BIGQUERY</c>, <c>SNOWFLAKE</c>; servers add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Needed.Value(value); } = "";

    public int? PublishedDataMartsCount { get; init; }

    public int? DraftDataMartsCount { get; init; }

    public Member? CreatedByUser { get; init; }

    public Member[] OwnerUsers { get; init => field = value ?? []; } = [];

    public ContextReference[] Contexts { get; init => field = value ?? []; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public bool? AvailableForUse { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    public override string ToString() => Title;
}
