using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>An insight template: a Markdown text with placeholders for data of a data mart.</summary>
public sealed class InsightTemplate : ApiModel, IDataMartScoped
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The data mart of the template.</summary>
    [JsonInclude]
    public DataMartReference? DataMart { get; internal set; }

    [JsonIgnore]
    public string? DataMartId => DataMart?.Id;

    [JsonIgnore]
    public string? DataMartTitle => DataMart?.Title;

    /// <summary>The number of additional sources.</summary>
    [JsonIgnore]
    public long? SourcesCount => CountedSources ?? (Sources is { } list ? list.Length : null);

    /// <summary>The text with its placeholders; null in lists.</summary>
    public string? Template { get; init; }

    /// <summary>The additional sources; null in lists.</summary>
    [JsonIgnore]
    public object?[]? Sources => JsonElementConverter.List(RawSources);

    /// <summary>The result of the last rendering, or null if there is none, and in lists.</summary>
    public string? LastRenderedTemplate { get; init; }

    public DateTimeOffset? LastRenderedTemplateUpdatedAt { get; init; }

    public string? CreatedById { get; init; }

    public Member? CreatedByUser { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether the session can delete the template; only the list of the project contains it.</summary>
    public bool? CanDelete { get; init; }

    [JsonInclude]
    [JsonPropertyName("sourcesCount")]
    internal long? CountedSources { get; init; }

    [JsonInclude]
    [JsonPropertyName("sources")]
    internal JsonElement? RawSources { get; init; }

    public override string ToString() => Title;
}

/// <summary>A list of insight templates: of the project, or of one data mart.</summary>
internal sealed class InsightTemplateList : ApiModel
{
    public InsightTemplate[]? Insights { get; init; }

    public InsightTemplate[]? Data { get; init; }
}
