using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>How the data-quality checks of a data mart came out, in numbers.</summary>
public sealed class DataQualitySummary : ApiModel
{
    /// <summary>
    /// <c>NEVER_RUN</c>, <c>QUEUED</c>, <c>RUNNING</c>, <c>PASSED</c>, <c>ISSUES</c>, <c>EXECUTION_FAILED</c>, <c>RESTRICTED</c>,
    /// <c>CANCELLED</c>, <c>ALL_DISABLED</c>; servers add states.
    /// </summary>
    [JsonRequired]
    public string State { get; init => field = Required.NotNull(value); } = "";

    public long? EnabledChecks { get; init; }

    public long? TotalChecks { get; init; }

    public long? PassedChecks { get; init; }

    public long? FailedChecks { get; init; }

    public long? NotApplicableChecks { get; init; }

    /// <summary>How many checks could not be made.</summary>
    public long? ErrorChecks { get; init; }

    public long? NoticeFindings { get; init; }

    public long? WarningFindings { get; init; }

    public long? ErrorFindings { get; init; }

    public long? ViolationCount { get; init; }

    /// <summary><c>notice</c>, <c>warning</c> or <c>error</c>; null without findings.</summary>
    public string? HighestSeverity { get; init; }

    /// <summary>The run that made the checks; null for none.</summary>
    public string? DataMartRunId { get; init; }

    public DateTimeOffset? LastRunAt { get; init; }

    public override string ToString() => State;
}
