using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A relationship that joins a data mart to another one of the same storage.</summary>
public sealed class Relationship : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? DataStorageId { get; init; }

    /// <summary>The data mart to which columns are added.</summary>
    [JsonRequired]
    public DataMartReference SourceDataMart { get; init => field = Required.NotNull(value); } = new();

    /// <summary>The data mart that the columns come from.</summary>
    [JsonRequired]
    public DataMartReference TargetDataMart { get; init => field = Required.NotNull(value); } = new();

    [JsonIgnore]
    public string SourceDataMartId => SourceDataMart.Id;

    [JsonIgnore]
    public string TargetDataMartId => TargetDataMart.Id;

    /// <summary>The prefix of the names of joined columns, followed by two underscores.</summary>
    public string? TargetAlias { get; init; }

    /// <summary>The columns that must be equal. Empty for an incomplete relationship, which joins nothing.</summary>
    public JoinCondition[] JoinConditions { get; init => field = value ?? []; } = [];

    /// <summary>The join as text, such as <c>country = country</c>.</summary>
    [JsonIgnore]
    public string Join => string.Join(", ", JoinConditions.Select(static condition => condition.ToString()));

    /// <summary>What the relationship means; null without a description, and on servers before 0.35.</summary>
    public string? Description { get; init; }

    public string? CreatedById { get; init; }

    public Member? CreatedByUser { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public override string ToString() => $"{SourceDataMart} -> {TargetDataMart}";
}

/// <summary>Two columns that must be equal.</summary>
public sealed class JoinCondition : ApiModel
{
    [JsonRequired]
    public string SourceFieldName { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string TargetFieldName { get; init => field = Required.NotNull(value); } = "";

    public override string ToString() => $"{SourceFieldName} = {TargetFieldName}";
}

/// <summary>The relationships that start at a data mart, and the relationships that start at their targets.</summary>
internal sealed class RelationshipGraph : ApiModel
{
    [JsonRequired]
    public RelationshipNode[] Nodes { get; init => field = Required.NotNull(value); } = [];
}

/// <summary>A relationship and its distance from the data mart.</summary>
internal sealed class RelationshipNode : ApiModel
{
    [JsonRequired]
    public Relationship Relationship { get; init => field = Required.NotNull(value); } = new();
}
