using Owox.PowerShell.Output;

namespace Owox.PowerShell.Runs;

/// <summary>Waits for several runs concurrently. Writes each run when it ends, and an error for each run that did not succeed.</summary>
/// <param name="cmdlet">Writes the runs and errors.</param>
/// <param name="limit">The timeout for all runs together; null for no timeout.</param>
/// <param name="isAlone">Whether there is only one run, whose error ends the cmdlet.</param>
internal sealed class RunWaitOperation(ConnectionCmdletBase cmdlet, TimeSpan? limit, bool isAlone)
{
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(1);

    /// <summary>Whether only the end of the runs matters. If so, no run is written, and a failed run is not an error.</summary>
    public bool IgnoresResults { get; init; }

    /// <param name="runs">The IDs of the runs, and of their data marts if they are known.</param>
    public void Wait(IReadOnlyCollection<(string Id, string? DataMartId)> runs)
    {
        var session = cmdlet.ResolveConnection().Session;
        var progress = new RunProgress(cmdlet, runs.Count);
        try
        {
            cmdlet.Await(async (log, cancellationToken) =>
            {
                using var timeout = limit is { } time ? new CancellationTokenSource(time) : new CancellationTokenSource();
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var all = Task.WhenAll(runs.Select(run => OneAsync(new OwoxClient(session, log), run, progress, log, linked, timeout.Token)));
                await Task.WhenAll(all, ShowAsync(progress, log, all, linked.Token)).ConfigureAwait(false);
                return true;
            });
        }
        finally
        {
            if (progress.Completed() is { } done && !cmdlet.CancellationToken.IsCancellationRequested)
            {
                cmdlet.WriteProgress(done);
            }
        }
    }

    private static async Task ShowAsync(RunProgress progress, VerboseRequestLogger log, Task all, CancellationToken cancellationToken)
    {
        while (!all.IsCompleted && progress.Next() is { } record)
        {
            log.Post(to => to.WriteProgress(record));
            await Task.WhenAny(all, Task.Delay(BetweenProgress, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task OneAsync(
        OwoxClient client, (string Id, string? DataMartId) run, RunProgress progress, VerboseRequestLogger log, CancellationTokenSource linked, CancellationToken timeoutToken)
    {
        Run? last = null;
        var outage = new PollingOutage(log, run.Id);
        var waiter = new RunPoller(client)
        {
            OnPolled = seen =>
            {
                last = seen;
                progress.Note(seen);
                outage.End();
            },
            OnPollFailed = outage.Note,
        };
        try
        {
            var ended = await WaitAsync(client, waiter, run, () => last, timeoutToken, linked.Token).ConfigureAwait(false);
            if (!IgnoresResults)
            {
                RunResult.EnsureSucceeded(ended);
                log.Post(to => to.WriteObject(ended));
            }
        }
        catch (OwoxException e) when (!isAlone && ErrorRecords.IsItemError(e))
        {
            log.Post(to => to.WriteError(ErrorRecords.From(e, run.Id)));
        }
        catch (OwoxException)
        {
            // The wait for the other runs would fail as well.
            linked.Cancel();
            throw;
        }
    }

    private async Task<Run> WaitAsync(
        OwoxClient client, RunPoller waiter, (string Id, string? DataMartId) run, Func<Run?> last, CancellationToken timeoutToken, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeoutToken, cancellationToken);
        try
        {
            var mart = run.DataMartId ?? (await client.Runs.FindAsync(run.Id, either.Token).ConfigureAwait(false)).DataMartId;
            return await waiter.WaitAsync(mart ?? "", run.Id, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeoutToken.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RunResult.TimedOut(last() ?? Run.CreatePlaceholder(run.Id, run.DataMartId, "UNKNOWN"), limit!.Value);
        }
    }
}
