namespace Owox.PowerShell;

/// <summary>The latest results of the data-quality checks of a data mart.</summary>
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

    /// <summary>The ID of the run of the checks, or null if they never ran.</summary>
    public string? RunId => Summary?.DataMartRunId;

    /// <summary><c>PASSED</c>, <c>ISSUES</c>, <c>EXECUTION_FAILED</c>, <c>NEVER_RUN</c>…; newer servers may add values.</summary>
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

    /// <summary><c>notice</c>, <c>warning</c> or <c>error</c>, or null if there are no findings.</summary>
    public string? HighestSeverity => Summary?.HighestSeverity;

    public DateTimeOffset? LastRunAt => Summary?.LastRunAt;

    /// <summary>Each check with its result; only with -Detailed.</summary>
    public DataQualityCheck[] Checks { get; }

    /// <summary>The summary from the server, including unknown fields.</summary>
    public DataQualitySummary? Summary { get; }

    public override string ToString() => $"{DataMartTitle ?? DataMartId}: {State}";
}
