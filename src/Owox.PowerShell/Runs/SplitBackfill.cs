using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Runs;

/// <summary>Loads the periods of a backfill one after the other. Each run ends before the next one starts; the first failure ends the backfill.</summary>
/// <param name="cmdlet">Writes the runs.</param>
/// <param name="mart">The data mart.</param>
/// <param name="periods">The periods, oldest first.</param>
/// <param name="limit">The timeout for all runs together; null for no timeout.</param>
internal sealed class SplitBackfill(ConnectionCmdletBase cmdlet, ResolvedItem mart, IReadOnlyList<BackfillPeriod> periods, TimeSpan? limit)
{
    private const int ProgressId = 1;
    private const string Success = "SUCCESS";
    private const string ConnectorType = "CONNECTOR";

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <param name="resume">Whether completed periods are skipped and active runs are awaited, based on the server's list of runs.</param>
    /// <exception cref="OwoxException">A run could not be started, or it failed.</exception>
    public void Run(bool resume)
    {
        var earlier = resume ? ReadRuns() : [];
        WaitForOthers(earlier);
        var completed = resume ? CountCompleted(earlier) : 0;
        for (var i = completed; i < periods.Count; i++)
        {
            var (number, period) = (i + 1, periods[i]);
            Show(new ProgressRecord(ProgressId, Activity, $"Period {number} of {periods.Count}: {period}") { PercentComplete = i * 100 / periods.Count });
            try
            {
                var active = earlier.FirstOrDefault(run => !run.IsFinished && period.IsOf(run));
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

    // The runs are listed newest first. The newest run of a period determines whether the period is completed. A run that is older than the
    // run of the previous period belongs to an earlier backfill of the same days. A run that started before the period was over did not load
    // all of it.
    private int CountCompleted(List<Run> earlier)
    {
        DateTimeOffset? previous = null;
        for (var i = 0; i < periods.Count; i++)
        {
            var newest = earlier.FirstOrDefault(periods[i].IsOf);
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
    private void WaitForOthers(List<Run> earlier)
    {
        foreach (var other in earlier.Where(run => run.Type == ConnectorType && !run.IsFinished && !periods.Any(period => period.IsOf(run))))
        {
            cmdlet.WriteVerbose($"Waiting for the run {other.Id}, which loads other data of the data mart.");
            Wait(other.Id, ignoresResult: true);
        }
    }

    private void Wait(string id, bool ignoresResult) =>
        new RunWaitOperation(cmdlet, limit - _watch.Elapsed, isAlone: true) { IgnoresResults = ignoresResult }.Wait([(id, mart.Id)]);

    // A run that cannot be waited for is not started.
    private void CheckTime()
    {
        if (_watch.Elapsed >= limit)
        {
            throw new OwoxRunTimedOutException(
                FormattableString.Invariant($"The backfill of {mart.FullName} did not end within {limit.Value.TotalSeconds:0} s."), Owox.Run.CreatePlaceholder("", mart.Id, "UNKNOWN"));
        }
    }

    private string Activity => string.Format(CultureInfo.CurrentCulture, "Backfill of {0}", mart.FullName);

    private void Show(ProgressRecord record)
    {
        if (ProgressVisibility.IsVisible(cmdlet))
        {
            cmdlet.WriteProgress(record);
        }
    }

    private string Start(BackfillPeriod period) =>
        cmdlet.Call((client, cancellationToken) => client.Runs.StartAsync(mart.Id, RunPayload.Backfill(period.Fields), cancellationToken));

    private List<Run> ReadRuns() => cmdlet.ReadAll(client => client.Runs.ListPagesAsync(mart.Id)).ToList();
}
