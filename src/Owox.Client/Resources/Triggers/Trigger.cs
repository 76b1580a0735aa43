using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>A trigger of a data mart: a run and its schedule.</summary>
public sealed class Trigger : ApiModel, IDataMartScoped
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    /// <summary><c>REPORT_RUN</c>, <c>CONNECTOR_RUN</c> or <c>DATA_QUALITY_RUN</c>; newer servers may add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Required.NotNull(value); } = "";

    [JsonIgnore]
    public string? DataMartId => DataMart?.Id;

    /// <summary>The title of the data mart, or null if the request specified only its ID.</summary>
    [JsonIgnore]
    public string? DataMartTitle => DataMart?.Title;

    /// <summary>The ID of the report to run; null for other types.</summary>
    [JsonIgnore]
    public string? ReportId => TriggerConfig?.ReportId;

    /// <summary>The title of the report; only in the list of a project's triggers.</summary>
    [JsonIgnore]
    public string? ReportTitle => TriggerConfig?.Report?.Title;

    /// <summary>Minute, hour, day of the month, month, day of the week.</summary>
    public string? CronExpression { get; init; }

    /// <summary>The IANA time zone of the expression.</summary>
    public string? TimeZone { get; init; }

    public bool? IsActive { get; init; }

    /// <summary>When the trigger next starts a run; null while it is not active.</summary>
    public DateTimeOffset? NextRunTimestamp { get; init; }

    /// <summary>When the trigger last started a run; null for never.</summary>
    public DateTimeOffset? LastRunTimestamp { get; init; }

    /// <summary>Details of the run, if the type alone is not sufficient.</summary>
    public TriggerConfig? TriggerConfig { get; init; }

    public string? CreatedById { get; init; }

    public Member? CreatedByUser { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether the member can change the trigger; only in the list of a project's triggers.</summary>
    public bool? CanEdit { get; init; }

    /// <summary>Whether the member can delete the trigger; only in the list of a project's triggers.</summary>
    public bool? CanDelete { get; init; }

    [JsonInclude]
    internal DataMartReference? DataMart { get; set; }

    public override string ToString() => Id;
}

/// <summary>Details of the run that a trigger starts.</summary>
public sealed class TriggerConfig : ApiModel
{
    /// <summary>For example <c>scheduled-report-run-config</c>; newer servers may add types.</summary>
    public string? Type { get; init; }

    public string? ReportId { get; init; }

    [JsonInclude]
    internal TriggerReport? Report { get; init; }

    public override string ToString() => Type ?? "";
}

/// <summary>The report of a trigger. Other fields are not kept, because they include a secret of the destination.</summary>
internal sealed class TriggerReport
{
    public string? Title { get; init; }
}

/// <summary>One page of the list of a project's triggers.</summary>
internal sealed class TriggerPage : ApiModel
{
    [JsonRequired]
    public Trigger[] Triggers { get; init => field = Required.NotNull(value); } = [];
}
