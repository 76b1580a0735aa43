using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Inventory;
using Owox.Redaction;

namespace Owox.PowerShell.Runs;

/// <summary>Loads the periods of a backfill one after the other. Each run ends before the next one starts; the first failure ends the backfill.</summary>
/// <param name="cmdlet">Writes the runs.</param>
/// <param name="mart">The data mart.</param>
/// <param name="periods">The periods.</param>
/// <param name="watch">The time since the cmdlet began.</param>
/// <param name="limit">The timeout for all runs of the cmdlet together; null for no timeout.</param>
internal sealed class SplitBackfill(ConnectionCmdletBase cmdlet, ResolvedItem mart, BackfillPeriods periods, Stopwatch watch, TimeSpan? limit)
{
    private const int ProgressId = 1;
    private const string Success = "SUCCESS";
    private const string ConnectorType = "CONNECTOR";

    /// <param name="resume">Whether completed periods are skipped and active runs are awaited, based on the server's list of runs.</param>
    /// <exception cref="OwoxException">A run could not be started, or it failed.</exception>
    public void Run(bool resume)
    {
        try
        {
            RunPeriods(resume ? ReadRuns() : []);
        }
        catch (OwoxRunTimedOutException e)
        {
            throw TimedOut(e.Run);
        }
    }

    // The runs are listed newest first.
    private void RunPeriods(List<Run> earlier)
    {
        var ofPeriods = earlier.ToLookup(periods.IndexOf);
        WaitForOthers(ofPeriods[-1]);
        var completed = CountCompleted(ofPeriods);
        for (var i = completed; i < periods.Count; i++)
        {
            var (number, period) = (i + 1, periods[i]);
            Show(new ProgressRecord(ProgressId, Activity, $"Period {number} of {periods.Count}: {period}") { PercentComplete = i * 100 / periods.Count });
            try
            {
                var active = ofPeriods[i].FirstOrDefault(static run => !run.IsFinished);
                CheckTime();
                Wait(active?.Id ?? Start(period), ignoresResult: false);
            }
            catch (OwoxException e) when (e is OwoxRunException or OwoxConnectionException or OwoxApiException { StatusCode: >= 500 })
            {
                cmdlet.WriteWarning(
                    $"The backfill of {mart.FullName} stopped at period {number} of {periods.Count} ({period}). Run the command again with -Resume to continue there.");
                throw;
            }
        }

        Show(new ProgressRecord(ProgressId, Activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    // The newest run of a period determines whether the period is completed. A run that is older than the run of the previous period belongs
    // to an earlier backfill of the same days. A run that started before the period was over did not load all of it.
    private int CountCompleted(ILookup<int, Run> ofPeriods)
    {
        DateTimeOffset? previous = null;
        for (var i = 0; i < periods.Count; i++)
        {
            var newest = ofPeriods[i].FirstOrDefault();
            if (newest?.Status != Success || newest.CreatedAt < previous || !periods[i].WasOverAtStartOf(newest))
            {
                return i;
            }

            previous = newest.CreatedAt;
            cmdlet.WriteVerbose($"Period {i + 1} of {periods.Count} ({periods[i]}) was completed by the run {newest.Id}.");
        }

        return periods.Count;
    }

    // A server runs one connector run of a data mart at a time.
    private void WaitForOthers(IEnumerable<Run> others)
    {
        foreach (var other in others.Where(static run => run.Type == ConnectorType && !run.IsFinished))
        {
            cmdlet.WriteVerbose($"Waiting for the run {other.Id}, which loads other data of the data mart.");
            Wait(other.Id, ignoresResult: true);
        }
    }

    private void Wait(string id, bool ignoresResult) =>
        new RunWaitOperation(cmdlet, Remaining, isAlone: true) { IgnoresResults = ignoresResult }.Wait([(id, mart.Id)]);

    // A run that cannot be waited for is not started.
    private void CheckTime()
    {
        if (Remaining == TimeSpan.Zero)
        {
            throw TimedOut();
        }
    }

    private TimeSpan? Remaining => limit is not { } all ? null : all > watch.Elapsed ? all - watch.Elapsed : TimeSpan.Zero;

    private OwoxRunTimedOutException TimedOut() => TimedOut(Owox.Run.CreatePlaceholder("", mart.Id, "UNKNOWN"));

    private OwoxRunTimedOutException TimedOut(Run run)
    {
        var active = run.Id.Length == 0
            ? ""
            : $" {ServerTextSanitizer.Sanitize($"The run {run.Id} still had the status {run.Status}", [])}. The run continues on the server.";
        return new OwoxRunTimedOutException(FormattableString.Invariant($"The backfill of {mart.FullName} did not end within {limit!.Value.TotalSeconds:0} s.") + active, run)
        {
            Advice = "Run the command again with -Resume to continue it.",
        };
    }

    private string Activity => string.Format(CultureInfo.CurrentCulture, "Backfill of {0}", mart.FullName);

    private void Show(ProgressRecord record)
    {
        if (ProgressVisibility.IsVisible(cmdlet))
        {
            cmdlet.WriteProgress(record);
        }
    }

    // The server may start the run even if its response is not received in time.
    private string Start(BackfillPeriod period) => cmdlet.RequestTimeout.Run(
        Remaining,
        () => new OwoxConnectionException(
            ErrorReason.OutcomeUnknown,
            FormattableString.Invariant($"The server did not respond to the start of the period {period} of {mart.FullName} within the {limit!.Value.TotalSeconds:0} s of -TimeoutSec. ")
            + "The run may have been started. Run the command again with -Resume: it waits for this run if it was started."),
        () => cmdlet.Call((client, cancellationToken) => client.Runs.StartAsync(mart.Id, RunPayload.Backfill(period.Fields), cancellationToken)));

    private List<Run> ReadRuns() =>
        cmdlet.RequestTimeout.Run(Remaining, TimedOut, () => cmdlet.ReadAll(client => client.Runs.ListPagesAsync(mart.Id)).ToList());
}
