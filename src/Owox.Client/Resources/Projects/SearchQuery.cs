using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A search in the project.</summary>
/// <param name="Text">The text to search for, 2 to 256 characters without white space at the ends.</param>
public sealed record SearchQuery(string Text)
{
    private const int MinLength = 2;
    private const int MaxLength = 256;
    private const int MaxLimit = 50;

    /// <summary>The maximum number of results, 1 to 50; null for the default of the server (10).</summary>
    public int? Limit { get; init; }

    /// <summary><c>DATA_MART</c>, <c>DATA_STORAGE</c>, <c>DATA_DESTINATION</c>; empty for all.</summary>
    public IReadOnlyList<string> EntityTypes { get; init; } = [];

    public bool ExcludeDrafts { get; init; }

    /// <exception cref="OwoxConfigurationException">The server would reject the search.</exception>
    internal string ToPathAndQuery()
    {
        var length = Text.Trim().Length;
        if (length is < MinLength or > MaxLength)
        {
            throw Invalid($"the text has {length} characters without white space at the ends, but the server accepts {MinLength} to {MaxLength}");
        }

        if (Limit is < 1 or > MaxLimit)
        {
            throw Invalid($"the limit is {Limit}, but the server accepts 1 to {MaxLimit}");
        }

        var path = new StringBuilder("/api/search?q=").Append(Uri.EscapeDataString(Text));
        if (Limit is { } limit)
        {
            path.Append("&limit=").Append(limit.ToString(CultureInfo.InvariantCulture));
        }

        if (EntityTypes.Count > 0)
        {
            path.Append("&entityTypes=").Append(Uri.EscapeDataString(string.Join(",", EntityTypes)));
        }

        return path.Append(ExcludeDrafts ? "&excludeDrafts=true" : "").ToString();
    }

    private static OwoxConfigurationException Invalid(string what) => new(ErrorReason.RequestInvalid, $"The search cannot be sent: {what}.");
}

/// <summary>A search result.</summary>
public sealed class SearchHit : ApiModel, IDataMartScoped
{
    /// <summary><c>DATA_MART</c>, <c>DATA_STORAGE</c>, <c>DATA_DESTINATION</c> or (since 0.35) <c>REPORT</c>; newer servers may add types.</summary>
    [JsonRequired]
    public string EntityType { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string EntityId { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The ID of the data mart, or of the data mart of a report; null for other types.</summary>
    [JsonIgnore]
    public string? DataMartId => EntityType == "DATA_MART" ? EntityId : ReportId is null ? null : Report?.DataMart?.Id;

    /// <summary>The ID of the report; null for other types.</summary>
    [JsonIgnore]
    public string? ReportId => EntityType == "REPORT" ? EntityId : null;

    /// <summary>The data mart of a report; null for other types.</summary>
    [JsonIgnore]
    public DataMartReference? DataMart => Report?.DataMart;

    /// <summary>The address of the page of a report in OWOX; null for other types.</summary>
    [JsonInclude]
    public string? Url { get; internal set; }

    /// <summary>The ID of the storage; null for other types.</summary>
    [JsonIgnore]
    public string? StorageId => EntityType == "DATA_STORAGE" ? EntityId : null;

    /// <summary>The ID of the destination; null for other types.</summary>
    [JsonIgnore]
    public string? DestinationId => EntityType == "DATA_DESTINATION" ? EntityId : null;

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The total relevance, 0 to 100. Results are sorted by it in descending order.</summary>
    public double? FinalScore { get; init; }

    /// <summary>The relevance by keywords, 0 to 100.</summary>
    [JsonPropertyName("kwScore")]
    public double? KeywordScore { get; init; }

    /// <summary>The relevance by meaning, 0 to 100, or null if the server does not support semantic search.</summary>
    [JsonPropertyName("vecScore")]
    public double? VectorScore { get; init; }

    [JsonInclude]
    internal SearchedReport? Report { get; init; }

    public override string ToString() => Title ?? EntityId;
}

/// <summary>The data mart of a report that was found.</summary>
internal sealed class SearchedReport : ApiModel
{
    public DataMartReference? DataMart { get; init; }
}
