using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Owox;

/// <summary>The server's record of one run of a data mart: a row stream, a connector run, a report run.</summary>
public sealed class Run : ApiObject
{
    [JsonRequired]
    public string Id { get; init => field = Needed.Value(value); } = "";

    /// <summary><c>PENDING</c>, <c>RUNNING</c>, <c>SUCCESS</c>, <c>FAILED</c>, <c>CANCELLED</c>…; servers add states.</summary>
    [JsonRequired]
    public string Status { get; init => field = Needed.Value(value); } = "";

    /// <summary>For example <c>HTTP_DATA</c>, <c>CONNECTOR</c>; servers add types.</summary>
    public string? Type { get; init; }

    public string? RunType { get; init; }

    public string? DataMartId { get; init; }

    public string? ReportId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public Member? CreatedByUser { get; init; }

    /// <summary>What went wrong, in the server's words; empty for a run that did not fail.</summary>
    [JsonIgnore]
    public string[] Errors =>
        RawErrors is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(static e => e.ToString()).ToArray() : [];

    /// <summary>What a row stream sent; null for other runs.</summary>
    [JsonIgnore]
    public HttpDataRecord? HttpData => AdditionalParams?.HttpData;

    [JsonInclude]
    [JsonPropertyName("errors")]
    internal JsonElement? RawErrors { get; init; }

    [JsonInclude]
    internal RunParameters? AdditionalParams { get; init; }

    public override string ToString() => Id;
}

/// <summary>What kinds of runs keep about themselves.</summary>
internal sealed class RunParameters : ApiObject
{
    public HttpDataRecord? HttpData { get; init; }
}

/// <summary>What a row stream sent, as the server counted it.</summary>
public sealed class HttpDataRecord : ApiObject
{
    /// <summary>How many rows were sent; null while the stream runs and after a failure.</summary>
    public long? RowCount { get; init; }

    public bool? Completed { get; init; }

    public string[] Columns { get; init => field = value ?? []; } = [];

    public DataDescription? DataDescription { get; init; }
}

/// <summary>What the columns of a row stream are.</summary>
public sealed class DataDescription : ApiObject
{
    public DataHeader[] DataHeaders { get; init => field = value ?? []; } = [];
}

/// <summary>One column of a row stream.</summary>
public sealed class DataHeader : ApiObject
{
    [JsonRequired]
    public string Name { get; init => field = Needed.Value(value); } = "";

    /// <summary>The warehouse's type, for example <c>NUMERIC</c>.</summary>
    public string? Type { get; init; }

    public string? Description { get; init; }

    public override string ToString() => Name;
}
