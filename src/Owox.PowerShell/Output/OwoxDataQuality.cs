namespace Owox.PowerShell;

/// <summary>How the data-quality checks of a data mart came out the last time.</summary>
public sealed class OwoxDataQuality : IDataMartScoped
{
    private const string NeverRun = "NEVER_RUN";

    internal OwoxDataQuality(string dataMartId, string? title, DataQualitySummary? summary, DataQualityCheck[] checks)
    {
        DataMartId = dataMartId;
        DataMartTitle = title;
        Summary = summary;
        Checks = checks;
    }

    public string DataMartId { get; }

    public string? DataMartTitle { get; }

    /// <summary>The run that made the checks; null where they never ran.</summary>
    public string? RunId => Summary?.DataMartRunId;

    /// <summary><c>PASSED</c>, <c>ISSUES</c>, <c>EXECUTION_FAILED</c>, <c>NEVER_RUN</c>…; servers add states.</summary>
    public string State => Summary?.State ?? NeverRun;

    public long? EnabledChecks => Summary?.EnabledChecks;

    public long? TotalChecks => Summary?.TotalChecks;

    public long? PassedChecks => Summary?.PassedChecks;

    public long? FailedChecks => Summary?.FailedChecks;

    public long? NotApplicableChecks => Summary?.NotApplicableChecks;

    /// <summary>The number of checks that could not be run.</summary>
    public long? ErrorChecks => Summary?.ErrorChecks;

    public long? NoticeFindings => Summary?.NoticeFindings;

    public long? WarningFindings => Summary?.WarningFindings;

    public long? ErrorFindings => Summary?.ErrorFindings;

    public long? ViolationCount => Summary?.ViolationCount;

    /// <summary><c>notice</c>, <c>warning</c> or <c>error</c>; null if there are no findings.</summary>
    public string? HighestSeverity => Summary?.HighestSeverity;

    public DateTimeOffset? LastRunAt => Summary?.LastRunAt;

    /// <summary>Each check and what it found; with -Detailed only.</summary>
    public DataQualityCheck[] Checks { get; }

    /// <summary>The numbers as the server sent them, with what this version does not know.</summary>
    public DataQualitySummary? Summary { get; }

    public override string ToString() => $"{DataMartTitle ?? DataMartId}: {State}";
}
