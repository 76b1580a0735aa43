using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A schedule of a data mart: what runs, and when.</summary>
public sealed class Trigger : ApiModel, IDataMartScoped
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    /// <summary><c>REPORT_RUN</c>, <c>CONNECTOR_RUN</c>, <c>DATA_QUALITY_RUN</c>; servers add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Required.NotNull(value); } = "";

    [JsonIgnore]
    public string? DataMartId => DataMart?.Id;

    /// <summary>The data mart's title; null where only its ID was asked for.</summary>
    [JsonIgnore]
    public string? DataMartTitle => DataMart?.Title;

    /// <summary>The report that runs; null for other types.</summary>
    [JsonIgnore]
    public string? ReportId => TriggerConfig?.ReportId;

    /// <summary>The report's title, which only the list of a project's schedules tells.</summary>
    [JsonIgnore]
    public string? ReportTitle => TriggerConfig?.Report?.Title;

    /// <summary>Minute, hour, day of the month, month, day of the week.</summary>
    public string? CronExpression { get; init; }

    /// <summary>The IANA time zone that the expression is in.</summary>
    public string? TimeZone { get; init; }

    public bool? IsActive { get; init; }

    /// <summary>When it runs next; null while it is not active.</summary>
    public DateTimeOffset? NextRunTimestamp { get; init; }

    /// <summary>When it last ran; null for never.</summary>
    public DateTimeOffset? LastRunTimestamp { get; init; }

    /// <summary>What it runs, where the type alone does not tell.</summary>
    public TriggerConfig? TriggerConfig { get; init; }

    public string? CreatedById { get; init; }

    public Member? CreatedByUser { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether the member may change it; only the list of a project's schedules tells.</summary>
    public bool? CanEdit { get; init; }

    /// <summary>Whether the member may delete it; only the list of a project's schedules tells.</summary>
    public bool? CanDelete { get; init; }

    [JsonInclude]
    internal DataMartReference? DataMart { get; set; }

    public override string ToString() => Id;
}

/// <summary>What a schedule runs.</summary>
public sealed class TriggerConfig : ApiModel
{
    /// <summary>For example <c>scheduled-report-run-config</c>; servers add types.</summary>
    public string? Type { get; init; }

    public string? ReportId { get; init; }

    [JsonInclude]
    internal TriggerReport? Report { get; init; }

    public override string ToString() => Type ?? "";
}

/// <summary>The report of a schedule; the rest of it, its destination's secret among that, is not kept.</summary>
internal sealed class TriggerReport
{
    public string? Title { get; init; }
}

/// <summary>One page of the list of a project's schedules.</summary>
internal sealed class TriggerPage : ApiModel
{
    [JsonRequired]
    public Trigger[] Triggers { get; init => field = Required.NotNull(value); } = [];
}
