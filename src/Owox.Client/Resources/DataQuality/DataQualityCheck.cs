using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The results of a run of data-quality checks.</summary>
public sealed class DataQualityDetails : ApiModel
{
    public DataQualitySummary? Summary { get; init; }

    public DataQualityCheck[] Results { get; init => field = value ?? []; } = [];
}

/// <summary>A data-quality check and its result.</summary>
public sealed class DataQualityCheck : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? RuleKey { get; init; }

    /// <summary>For example <c>null_rate</c>, <c>pk_uniqueness</c>, <c>data_freshness</c>; newer servers may add categories.</summary>
    public string? Category { get; init; }

    /// <summary>The object that is checked: the data mart, a column or a relationship.</summary>
    public DataQualityScope? Scope { get; init; }

    /// <summary><c>notice</c>, <c>warning</c> or <c>error</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>
    /// <c>PASSED</c>, <c>FAILED</c>, <c>NOT_APPLICABLE</c> or <c>ERROR</c> (the check could not be run); newer servers may add values.
    /// </summary>
    [JsonRequired]
    public string Status { get; init => field = Required.NotNull(value); } = "";

    public long? ViolationCount { get; init; }

    public string? Description { get; init; }

    /// <summary>Examples of rows that violate the rule.</summary>
    public DataQualityExample[] Examples { get; init => field = value ?? []; } = [];

    /// <summary>The query of the check, or null if the member has no access to it.</summary>
    public string? Sql { get; init; }

    /// <summary>Why the check could not be run, or null if it was run.</summary>
    public DataQualityError? Error { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether the server omitted data that the member has no access to.</summary>
    public bool? Redacted { get; init; }

    public override string ToString() => $"{RuleKey ?? Id}: {Status}";
}

/// <summary>The object of a data-quality check.</summary>
public sealed class DataQualityScope : ApiModel
{
    /// <summary><c>DATA_MART</c>, <c>FIELD</c> or <c>RELATIONSHIP</c>; newer servers may add types.</summary>
    public string? Type { get; init; }

    /// <summary>The column, from the outermost name to the innermost; empty for other types.</summary>
    public string[] FieldPath { get; init => field = value ?? []; } = [];

    public string? RelationshipId { get; init; }

    public override string ToString() => FieldPath.Length > 0 ? string.Join(".", FieldPath) : RelationshipId ?? Type ?? "";
}

/// <summary>A row that violates a data-quality rule. Its values are in AdditionalProperties.</summary>
public sealed class DataQualityExample : ApiModel;

/// <summary>Why a data-quality check could not be run.</summary>
public sealed class DataQualityError : ApiModel
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public override string ToString() => Message ?? Code ?? "";
}

/// <summary>A summary of the data-quality checks of a data mart.</summary>
public sealed class DataQualitySummary : ApiModel
{
    /// <summary>
    /// <c>NEVER_RUN</c>, <c>QUEUED</c>, <c>RUNNING</c>, <c>PASSED</c>, <c>ISSUES</c>, <c>EXECUTION_FAILED</c>, <c>RESTRICTED</c>,
    /// <c>CANCELLED</c> or <c>ALL_DISABLED</c>; newer servers may add values.
    /// </summary>
    [JsonRequired]
    public string State { get; init => field = Required.NotNull(value); } = "";

    public long? EnabledChecks { get; init; }

    public long? TotalChecks { get; init; }

    public long? PassedChecks { get; init; }

    public long? FailedChecks { get; init; }

    public long? NotApplicableChecks { get; init; }

    /// <summary>The number of checks that could not be run.</summary>
    public long? ErrorChecks { get; init; }

    public long? NoticeFindings { get; init; }

    public long? WarningFindings { get; init; }

    public long? ErrorFindings { get; init; }

    public long? ViolationCount { get; init; }

    /// <summary><c>notice</c>, <c>warning</c> or <c>error</c>, or null if there are no findings.</summary>
    public string? HighestSeverity { get; init; }

    /// <summary>The ID of the run of the checks, or null if there is none.</summary>
    public string? DataMartRunId { get; init; }

    public DateTimeOffset? LastRunAt { get; init; }

    public override string ToString() => State;
}
