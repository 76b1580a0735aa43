using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;
using Owox.Resources.Runs;
using Owox.Text;

namespace Owox;

/// <summary>The server's record of one run of a data mart: a row stream, a connector run, a report run.</summary>
public sealed class Run : ApiModel, IDataMartScoped
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    /// <summary><c>PENDING</c>, <c>RUNNING</c>, <c>SUCCESS</c>, <c>FAILED</c>, <c>CANCELLED</c>, <c>INTERRUPTED</c>, <c>RESTRICTED</c>; servers add states.</summary>
    [JsonRequired]
    public string Status { get; init => field = Required.NotNull(value); } = "";

    /// <summary>For example <c>HTTP_DATA</c>, <c>CONNECTOR</c>, <c>DATA_QUALITY</c>; servers add types.</summary>
    public string? Type { get; init; }

    /// <summary>Who began it: <c>manual</c> or <c>scheduled</c>.</summary>
    public string? RunType { get; init; }

    [JsonInclude]
    public string? DataMartId { get; internal set; }

    /// <summary>The data mart's title, which only the list of a project's runs tells; null elsewhere.</summary>
    [JsonIgnore]
    public string? DataMartTitle => DataMart?.Title;

    public string? ReportId { get; init; }

    public string? InsightId { get; init; }

    public string? InsightTemplateId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public Member? CreatedByUser { get; init; }

    /// <summary>From its start to its end; null while it runs, and for one that never began.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => FinishedAt - StartedAt;

    /// <summary>Whether it has ended, well or not.</summary>
    [JsonIgnore]
    public bool IsFinished => RunStatus.IsFinished(this);

    /// <summary>What went wrong, in the server's words; empty for a run that did not fail.</summary>
    [JsonIgnore]
    public string[] Errors => ToStringArray(RawErrors);

    /// <summary>What it wrote on its way, in the server's words; each may be JSON itself.</summary>
    [JsonIgnore]
    public string[] Logs => ToStringArray(RawLogs);

    /// <summary>How its checks came out; null for a run without any.</summary>
    public DataQualitySummary? QualitySummary { get; init; }

    /// <summary>Its checks one by one; only a run of type <c>DATA_QUALITY</c> that was got by its ID tells them.</summary>
    public DataQualityDetails? DataQuality { get; init; }

    /// <summary>What a row stream sent; null for other runs.</summary>
    [JsonIgnore]
    public HttpDataRecord? HttpData => AdditionalParams?.HttpData;

    /// <summary>The fields that a backfill was started with, such as StartDate and EndDate; null for other runs.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? Backfill =>
        AdditionalParams?.Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? JsonElementConverter.Object(data)
            : null;

    [JsonInclude]
    [JsonPropertyName("errors")]
    internal JsonElement? RawErrors { get; init; }

    [JsonInclude]
    [JsonPropertyName("logs")]
    internal JsonElement? RawLogs { get; init; }

    [JsonInclude]
    internal RunParameters? AdditionalParams { get; init; }

    [JsonInclude]
    internal DataMartReference? DataMart { get; init; }

    public override string ToString() => Id;

    /// <summary>The same run, with the data mart that it was asked of where the server does not repeat it.</summary>
    internal Run WithDataMartId(string? dataMartId)
    {
        DataMartId ??= dataMartId;
        return this;
    }

    /// <summary>A run of which no more is known than this.</summary>
    internal static Run CreatePlaceholder(string id, string? dataMartId, string status) => new() { Id = id, DataMartId = dataMartId, Status = status };

    private static string[] ToStringArray(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } texts
            ? texts.EnumerateArray().Select(static t => t.ValueKind == JsonValueKind.String ? JsonElementConverter.Text(t)! : t.GetRawText()).ToArray()
            : [];
}

/// <summary>What kinds of runs keep about themselves.</summary>
internal sealed class RunParameters : ApiModel
{
    public HttpDataRecord? HttpData { get; init; }

    /// <summary>What a connector run was started with: <c>runType</c> and <c>data</c>.</summary>
    public JsonElement? Payload { get; init; }
}

/// <summary>What a row stream sent, as the server counted it.</summary>
public sealed class HttpDataRecord : ApiModel
{
    /// <summary>How many rows were sent; null while the stream runs and after a failure.</summary>
    public long? RowCount { get; init; }

    public bool? Completed { get; init; }

    public string[] Columns { get; init => field = value ?? []; } = [];

    /// <summary>Who requested the rows of a report; null where the caller did not say so. Servers store it since 0.32.</summary>
    public RunContext? RunContext { get; init; }

    public DataDescription? DataDescription { get; init; }
}

/// <summary>Who requested the rows of a report.</summary>
public sealed class RunContext : ApiModel
{
    /// <summary>The program, for example <c>PowerShell</c> or <c>excel</c>.</summary>
    public string? Host { get; init; }

    /// <summary>The title of the document or of the script.</summary>
    public string? DocumentTitle { get; init; }

    public string? SheetId { get; init; }

    public string? SheetName { get; init; }

    public override string ToString() => string.Join(": ", new[] { Host, DocumentTitle }.Where(static text => text is not null));
}

/// <summary>What the columns of a row stream are.</summary>
public sealed class DataDescription : ApiModel
{
    public DataHeader[] DataHeaders { get; init => field = value ?? []; } = [];
}

/// <summary>One column of a row stream.</summary>
public sealed class DataHeader : ApiModel
{
    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The warehouse's type, for example <c>NUMERIC</c>.</summary>
    public string? Type { get; init; }

    public string? Description { get; init; }

    public override string ToString() => Name;
}
