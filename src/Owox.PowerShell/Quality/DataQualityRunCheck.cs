using System.Diagnostics;
using Owox.Http.Options;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Runs;
using static Owox.PowerShell.DataMartCheckStatus;

namespace Owox.PowerShell.Quality;

/// <summary>Starts the data-quality checks of a data mart, waits for them, and evaluates their results. The warehouse bills their queries.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="minSeverity">The lowest severity of a failure.</param>
/// <param name="limit">The timeout for each data mart, or null for none.</param>
internal sealed class DataQualityRunCheck(ConnectionCmdletBase cmdlet, DataQualitySeverity minSeverity, TimeSpan? limit)
{
    private const string RunType = "DATA_QUALITY";
    private const string AlreadyActive = "DATA_QUALITY_RUN_ACTIVE";
    private const string Success = "SUCCESS";

    // How often a start is sent if other runs of the checks are active, and how many of the newest runs are searched for them.
    private const int MaxStarts = 5;
    private const int RecentRuns = 100;

    public List<OwoxDataMartFinding> Run(DataMart mart)
    {
        if (!cmdlet.ShouldProcess($"data mart {new ResolvedItem(mart.Id, mart.Title).FullName}", "Start the data-quality checks, which the warehouse bills"))
        {
            return [Finding(Skipped, "The data-quality checks were not started.", runId: null)];
        }

        var watch = Stopwatch.StartNew();
        var id = Start(mart, watch);
        Wait(mart, id, watch);
        return Evaluate(cmdlet.Call((client, cancellationToken) => client.Runs.GetAsync(mart.Id, id, cancellationToken)));
    }

    // A server runs the checks of a data mart once at a time. A run that was started earlier may have read older data, so it is not used.
    private string Start(DataMart mart, Stopwatch watch)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return cmdlet.Call((client, cancellationToken) => client.Runs.StartDataQualityAsync(mart.Id, cancellationToken));
            }
            catch (OwoxApiException e) when (e.Code == AlreadyActive && number < MaxStarts)
            {
                if (FindActive(mart) is { } active)
                {
                    cmdlet.WriteVerbose($"Waiting for the run {active}, which was started earlier.");
                    Wait(mart, active, watch);
                }

                Pause();
            }
        }
    }

    // The server can still treat a run as active shortly after its end.
    private void Pause() => cmdlet.Await(static async (_, cancellationToken) =>
    {
        await Task.Delay(ClientTimings.Current.RunPollInterval, cancellationToken).ConfigureAwait(false);
        return true;
    });

    private string? FindActive(DataMart mart) => cmdlet.Call((client, cancellationToken) => client.Runs.ListNewestAsync(mart.Id, RecentRuns, cancellationToken))
        .FirstOrDefault(static run => run is { Type: RunType, IsFinished: false })?.Id;

    private void Wait(DataMart mart, string runId, Stopwatch watch)
    {
        var rest = limit is not { } all ? (TimeSpan?)null : all > watch.Elapsed ? all - watch.Elapsed : TimeSpan.Zero;
        new RunWaitOperation(cmdlet, rest, isAlone: true) { IgnoresResults = true }.Wait([(runId, mart.Id)]);
    }

    private List<OwoxDataMartFinding> Evaluate(Run run)
    {
        var findings = (run.DataQuality?.Results ?? []).Select(check => Evaluate(check, run.Id)).ToList();
        if (findings.Count == 0)
        {
            findings.Add(Finding(Error, run.Status == Success
                ? "The data mart has no enabled data-quality checks. Enable them in OWOX."
                : $"The data-quality checks ended with the status {run.Status} and have no results.", run.Id));
        }
        else if (run.Status != Success && findings.TrueForAll(static finding => finding.Status is Passed or Skipped))
        {
            findings.Add(Finding(Error, $"The data-quality checks ended with the status {run.Status}, so results can be missing.", run.Id));
        }

        return findings;
    }

    private OwoxDataMartFinding Evaluate(DataQualityCheck check, string runId)
    {
        var status = check.Status switch
        {
            "PASSED" => Passed,
            "NOT_APPLICABLE" => Skipped,
            "FAILED" => IsRelevant(check) ? Failed : Warning,
            _ => IsRelevant(check) ? Error : Warning,
        };
        var violations = check.Status == "FAILED" ? check.ViolationCount : null;
        return new OwoxDataMartFinding(DataMartCheck.DataQuality, status, Describe(check))
        {
            Name = check.RuleKey ?? check.Category ?? check.Id,
            Severity = check.Severity,
            Expected = violations is null ? null : "no violations",
            Actual = violations is null ? null : FormattableString.Invariant($"{violations} violation{(violations == 1 ? "" : "s")}"),
            RunId = runId,
        };
    }

    private static string Describe(DataQualityCheck check)
    {
        var text = string.IsNullOrWhiteSpace(check.Description) ? $"{check.Category}: {check.Status}" : check.Description!;
        return check.Status is "PASSED" or "FAILED" or "NOT_APPLICABLE" ? text : $"The check could not be evaluated ({check.Status}): {text}";
    }

    // An unknown severity is treated as the highest.
    private bool IsRelevant(DataQualityCheck check) => check.Severity?.ToUpperInvariant() switch
    {
        "NOTICE" => DataQualitySeverity.Notice >= minSeverity,
        "WARNING" => DataQualitySeverity.Warning >= minSeverity,
        _ => true,
    };

    private static OwoxDataMartFinding Finding(DataMartCheckStatus status, string message, string? runId) =>
        new(DataMartCheck.DataQuality, status, message) { RunId = runId };
}
