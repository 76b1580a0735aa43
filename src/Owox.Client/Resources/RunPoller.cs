using System.Diagnostics;
using Owox.Resources.Runs;

namespace Owox;

/// <summary>Waits for the end of runs: polls with increasing delays and tolerates temporary errors of the server.</summary>
public sealed class RunPoller(ApiConnection connection)
{
    private readonly RunsClient _runs = new(connection);

    /// <summary>The first delay between two polls.</summary>
    public TimeSpan InitialDelay { get; init; } = connection.Session.Options.Timings.RunPollInterval;

    /// <summary>The maximum delay between two polls.</summary>
    public TimeSpan MaxDelay { get; init; } = connection.Session.Options.Timings.MaxRunPollInterval;

    /// <summary>How long polls may fail before the last error is thrown.</summary>
    public TimeSpan ErrorTimeout { get; init; } = connection.Session.Options.Timings.RunPollErrorTimeout;

    /// <summary>Receives the result of each poll.</summary>
    public Action<Run>? OnPolled { get; init; }

    /// <summary>Receives the error of each failed poll and the delay before the next one.</summary>
    public Action<OwoxException, TimeSpan>? OnPollFailed { get; init; }

    /// <summary>Waits until the run has ended, with any status, and returns its record.</summary>
    public async Task<Run> WaitAsync(string dataMartId, string runId, CancellationToken cancellationToken)
    {
        var pauses = new Backoff(InitialDelay, MaxDelay);
        Stopwatch? trouble = null;
        while (true)
        {
            var pause = pauses.Next();
            try
            {
                var run = await _runs.GetOnceAsync(dataMartId, runId, cancellationToken).ConfigureAwait(false);
                trouble = null;
                OnPolled?.Invoke(run);
                if (run.IsFinished)
                {
                    return run;
                }
            }
            catch (OwoxException e) when (IsTransient(e, out var asked) && IsTimeLeft(trouble ??= Stopwatch.StartNew(), asked))
            {
                pause = asked > pause ? asked : pause;
                OnPollFailed?.Invoke(e, pause);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the error is temporary, and the delay that the server requests.</summary>
    internal static bool IsTransient(OwoxException e, out TimeSpan asked)
    {
        asked = (e as OwoxApiException)?.RetryAfter ?? TimeSpan.Zero;
        return e switch
        {
            OwoxConnectionException connection => connection.Reason is ErrorReason.ConnectionFailed or ErrorReason.TimedOut,
            OwoxApiException { StatusCode: 408 or 429 or >= 500 } => true,
            _ => false,
        };
    }

    private bool IsTimeLeft(Stopwatch trouble, TimeSpan asked) => trouble.Elapsed + asked < ErrorTimeout;
}
