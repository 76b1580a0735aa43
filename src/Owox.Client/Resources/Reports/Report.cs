using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>A report: saved columns and rules for a data mart, and the destination to which the rows are delivered.</summary>
public sealed class Report : ApiModel, IDataMartScoped
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public DataMartReference DataMart { get; init => field = Required.NotNull(value); } = new();

    [JsonIgnore]
    public string DataMartId => DataMart.Id;

    [JsonIgnore]
    public string? DataMartTitle => DataMart.Title;

    [JsonPropertyName("dataDestinationAccess")]
    public Destination? Destination { get; init; }

    [JsonIgnore]
    public string? DestinationId => Destination?.Id;

    [JsonIgnore]
    public string? DestinationTitle => Destination?.Title;

    /// <summary>The columns in order; null for all native columns.</summary>
    public string[]? ColumnConfig { get; init; }

    /// <summary>The saved filter rules, in the format of a query, or null for none.</summary>
    [JsonIgnore]
    public object?[]? FilterConfig => JsonElementConverter.List(RawFilter);

    /// <summary>The saved sort rules, or null for none.</summary>
    [JsonIgnore]
    public object?[]? SortConfig => JsonElementConverter.List(RawSort);

    /// <summary>The saved maximum number of rows, or null for none.</summary>
    public long? LimitConfig { get; init; }

    /// <summary>The saved aggregation rules, or null for none.</summary>
    [JsonIgnore]
    public object?[]? AggregationConfig => JsonElementConverter.List(RawAggregation);

    /// <summary>The saved date buckets, or null for none.</summary>
    [JsonIgnore]
    public object?[]? DateTruncConfig => JsonElementConverter.List(RawDateTrunc);

    /// <summary>The columns of its rows, or null if they were not requested, and on servers before 0.33.</summary>
    [JsonIgnore]
    public ReportColumn[]? OutputSchema { get; internal set; }

    public DateTimeOffset? LastRunAt { get; init; }

    public string? LastRunStatus { get; init; }

    public string? LastRunError { get; init; }

    public long? RunsCount { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public Member? CreatedByUser { get; init; }

    public Member[] OwnerUsers { get; init => field = value ?? []; } = [];

    public bool? CanRun { get; init; }

    public bool? CanManageTriggers { get; init; }

    public bool? CanEditConfig { get; init; }

    [JsonInclude]
    [JsonPropertyName("filterConfig")]
    internal JsonElement? RawFilter { get; init; }

    [JsonInclude]
    [JsonPropertyName("sortConfig")]
    internal JsonElement? RawSort { get; init; }

    [JsonInclude]
    [JsonPropertyName("aggregationConfig")]
    internal JsonElement? RawAggregation { get; init; }

    [JsonInclude]
    [JsonPropertyName("dateTruncConfig")]
    internal JsonElement? RawDateTrunc { get; init; }

    /// <summary>The columns of the saved date buckets.</summary>
    internal string[] BucketedColumns => [.. Rules(DateTruncConfig).Select(static rule => Word(rule, "column")).OfType<string>()];

    /// <summary>The columns of the saved aggregation rules, each with its function.</summary>
    internal IEnumerable<(string Column, string Function)> AggregatedColumns => Rules(AggregationConfig)
        .Select(static rule => (Column: Word(rule, "column") ?? "", Function: Word(rule, "function") ?? ""))
        .Where(static rule => rule.Column.Length > 0);

    public override string ToString() => Title;

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Rules(object?[]? rules) => (rules ?? []).OfType<IReadOnlyDictionary<string, object?>>();

    private static string? Word(IReadOnlyDictionary<string, object?> rule, string name) => rule.TryGetValue(name, out var word) ? word as string : null;
}
