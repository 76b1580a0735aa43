using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Runs;

/// <summary>Loads the periods of a backfill one after the other. Each run ends before the next one starts; the first failure ends the backfill.</summary>
internal sealed class SplitBackfill(ConnectionCmdletBase cmdlet, ResolvedItem mart, IReadOnlyList<BackfillPeriod> periods)
{
    private const int ProgressId = 1;
    private const string Success = "SUCCESS";

    /// <param name="resume">Whether a period that the server's list of runs shows as completed is skipped, and one that it shows as active is waited for.</param>
    /// <exception cref="OwoxException">A run could not be started, or it failed.</exception>
    public void Run(bool resume)
    {
        var earlier = resume ? ReadRuns() : [];
        for (var i = 0; i < periods.Count; i++)
        {
            var (number, period) = (i + 1, periods[i]);
            if (earlier.FirstOrDefault(run => run.Status == Success && period.IsOf(run)) is { } completed)
            {
                cmdlet.WriteVerbose($"Period {number} of {periods.Count} ({period}) was completed by the run {completed.Id}.");
                continue;
            }

            Show(new ProgressRecord(ProgressId, Activity, $"Period {number} of {periods.Count}: {period}") { PercentComplete = i * 100 / periods.Count });
            try
            {
                var active = earlier.FirstOrDefault(run => !run.IsFinished && period.IsOf(run));
                new RunWaitOperation(cmdlet, limit: null, isAlone: true).Wait([(active?.Id ?? Start(period), mart.Id)]);
            }
            catch (OwoxException)
            {
                cmdlet.WriteWarning(
                    $"The backfill of {mart.FullName} stopped at period {number} of {periods.Count} ({period}). Run the command again with -Resume to continue there.");
                throw;
            }
        }

        Show(new ProgressRecord(ProgressId, Activity, "Done") { RecordType = ProgressRecordType.Completed });
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

    private List<Run> ReadRuns() => cmdlet.Call(async (client, cancellationToken) =>
    {
        List<Run> runs = [];
        var pages = new RunPager(mart.Id);
        while (await pages.NextAsync(client, wanted: null, cancellationToken).ConfigureAwait(false) is { } page)
        {
            runs.AddRange(page);
        }

        return runs;
    });
}
