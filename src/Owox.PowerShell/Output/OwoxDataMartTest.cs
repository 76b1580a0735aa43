namespace Owox.PowerShell;

/// <summary>A summary of all checks of a data mart.</summary>
public sealed class OwoxDataMartTest : IDataMartScoped
{
    internal OwoxDataMartTest(string? dataMartId, string? title, DateTimeOffset startedAt, TimeSpan duration, OwoxDataMartFinding[] findings)
    {
        DataMartId = dataMartId;
        DataMartTitle = title;
        StartedAt = startedAt;
        Duration = duration;
        Findings = findings;
        foreach (var finding in findings)
        {
            finding.DataMartId = dataMartId;
            finding.DataMartTitle = title;
        }
    }

    /// <summary>The ID of the data mart, or null if no data mart has the specified title.</summary>
    public string? DataMartId { get; }

    public string? DataMartTitle { get; }

    /// <summary>The worst status of the findings: Failed, then Error, Warning, Passed; Skipped if all were skipped.</summary>
    public DataMartCheckStatus Status => Findings.All(static finding => finding.Status == DataMartCheckStatus.Skipped)
        ? DataMartCheckStatus.Skipped
        : Findings.Select(static finding => finding.Status).Where(static status => status != DataMartCheckStatus.Skipped).Max();

    /// <summary>The number of findings with this status.</summary>
    public int Passed => Count(DataMartCheckStatus.Passed);

    /// <summary>The number of findings with this status.</summary>
    public int Warnings => Count(DataMartCheckStatus.Warning);

    /// <summary>The number of findings with this status.</summary>
    public int Failed => Count(DataMartCheckStatus.Failed);

    /// <summary>The number of findings with this status.</summary>
    public int Errors => Count(DataMartCheckStatus.Error);

    /// <summary>The number of findings with this status.</summary>
    public int Skipped => Count(DataMartCheckStatus.Skipped);

    public DateTimeOffset StartedAt { get; }

    public TimeSpan Duration { get; }

    public OwoxDataMartFinding[] Findings { get; }

    public override string ToString() => $"{DataMartTitle ?? DataMartId}: {Status}";

    private int Count(DataMartCheckStatus status) => Findings.Count(finding => finding.Status == status);
}
