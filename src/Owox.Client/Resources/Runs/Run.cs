using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;
using Owox.Resources.Runs;
using Owox.Text;

namespace Owox;

/// <summary>The server's record of one run of a data mart, such as a row stream, a connector run or a report run.</summary>
public sealed class Run : ApiModel, IDataMartScoped
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    /// <summary>
    /// <c>PENDING</c>, <c>RUNNING</c>, <c>SUCCESS</c>, <c>FAILED</c>, <c>CANCELLED</c>, <c>INTERRUPTED</c> or <c>RESTRICTED</c>; newer
    /// servers may add values.
    /// </summary>
    [JsonRequired]
    public string Status { get; init => field = Required.NotNull(value); } = "";

    /// <summary>For example <c>HTTP_DATA</c>, <c>CONNECTOR</c>, <c>DATA_QUALITY</c>; newer servers may add types.</summary>
    public string? Type { get; init; }

    /// <summary>How the run was started: <c>manual</c> or <c>scheduled</c>.</summary>
    public string? RunType { get; init; }

    [JsonInclude]
    public string? DataMartId { get; internal set; }

    /// <summary>The title of the data mart; only in the list of a project's runs, otherwise null.</summary>
    [JsonIgnore]
    public string? DataMartTitle => DataMart?.Title;

    public string? ReportId { get; init; }

    public string? InsightId { get; init; }

    public string? InsightTemplateId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public Member? CreatedByUser { get; init; }

    /// <summary>The time from the start to the end of the run; null while it runs, and if it never started.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => FinishedAt - StartedAt;

    /// <summary>Whether the run has ended, with or without success.</summary>
    [JsonIgnore]
    public bool IsFinished => RunStatus.IsFinished(this);

    /// <summary>The error messages of the server; empty if the run did not fail.</summary>
    [JsonIgnore]
    public string[] Errors => ToStringArray(RawErrors);

    /// <summary>The log entries of the run. Each may be JSON.</summary>
    [JsonIgnore]
    public string[] Logs => ToStringArray(RawLogs);

    /// <summary>The summary of its data-quality checks, or null if it has none.</summary>
    public DataQualitySummary? QualitySummary { get; init; }

    /// <summary>The results of its data-quality checks; only for a run of type <c>DATA_QUALITY</c> that was read by its ID, otherwise null.</summary>
    public DataQualityDetails? DataQuality { get; init; }

    /// <summary>The result of a row stream; null for other runs.</summary>
    [JsonIgnore]
    public HttpDataRecord? HttpData => AdditionalParams?.HttpData;

    /// <summary>The fields of a backfill, such as StartDate and EndDate; null for other runs.</summary>
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

    /// <summary>The same run, with the data mart of the request if the response does not contain it.</summary>
    internal Run WithDataMartId(string? dataMartId)
    {
        DataMartId ??= dataMartId;
        return this;
    }

    /// <summary>Creates a run with only these properties.</summary>
    internal static Run CreatePlaceholder(string id, string? dataMartId, string status) => new() { Id = id, DataMartId = dataMartId, Status = status };

    private static string[] ToStringArray(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } texts
            ? texts.EnumerateArray().Select(static t => t.ValueKind == JsonValueKind.String ? JsonElementConverter.Text(t)! : t.GetRawText()).ToArray()
            : [];
}

/// <summary>Additional properties of some types of runs.</summary>
internal sealed class RunParameters : ApiModel
{
    public HttpDataRecord? HttpData { get; init; }

    /// <summary>The payload of a connector run: <c>runType</c> and <c>data</c>.</summary>
    public JsonElement? Payload { get; init; }
}

/// <summary>The result of a row stream, as recorded by the server.</summary>
public sealed class HttpDataRecord : ApiModel
{
    /// <summary>The number of rows that were sent; null while the stream runs and after an error.</summary>
    public long? RowCount { get; init; }

    public bool? Completed { get; init; }

    public string[] Columns { get; init => field = value ?? []; } = [];

    /// <summary>The caller that requested the rows of a report, or null if it did not identify itself. Servers store it as of version 0.32.</summary>
    public RunContext? RunContext { get; init; }

    public DataDescription? DataDescription { get; init; }
}

/// <summary>The caller that requested the rows of a report.</summary>
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

/// <summary>The columns of a row stream.</summary>
public sealed class DataDescription : ApiModel
{
    public DataHeader[] DataHeaders { get; init => field = value ?? []; } = [];
}

/// <summary>One column of a row stream.</summary>
public sealed class DataHeader : ApiModel
{
    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The type in the warehouse, for example <c>NUMERIC</c>.</summary>
    public string? Type { get; init; }

    public string? Description { get; init; }

    public override string ToString() => Name;
}
