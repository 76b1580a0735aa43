using System.Diagnostics;
using Owox.Resources.Runs;

namespace Owox;

/// <summary>Waits for the end of runs: looks again and again, ever more seldom, and rides out a server that is away for a while.</summary>
public sealed class RunPoller(ApiConnection connection)
{
    private readonly RunsClient _runs = new(connection);

    /// <summary>The first pause between two looks.</summary>
    public TimeSpan InitialDelay { get; init; } = connection.Session.Options.Timings.RunPollInterval;

    /// <summary>The longest pause between two looks.</summary>
    public TimeSpan MaxDelay { get; init; } = connection.Session.Options.Timings.MaxRunPollInterval;

    /// <summary>How long no look may succeed before the last failure is the answer.</summary>
    public TimeSpan ErrorTimeout { get; init; } = connection.Session.Options.Timings.RunPollErrorTimeout;

    /// <summary>Is told what each look showed.</summary>
    public Action<Run>? OnLook { get; init; }

    /// <summary>Is told of each look that failed, and how long the next one is put off.</summary>
    public Action<OwoxException, TimeSpan>? OnTrouble { get; init; }

    /// <summary>The run's record once it has ended, however it did.</summary>
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
                OnLook?.Invoke(run);
                if (run.IsFinished)
                {
                    return run;
                }
            }
            catch (OwoxException e) when (Passes(e, out var asked) && IsEnough(trouble ??= Stopwatch.StartNew(), asked))
            {
                pause = asked > pause ? asked : pause;
                OnTrouble?.Invoke(e, pause);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the error is one that passes, and how long the server asks to wait.</summary>
    internal static bool Passes(OwoxException e, out TimeSpan asked)
    {
        asked = (e as OwoxApiException)?.RetryAfter ?? TimeSpan.Zero;
        return e switch
        {
            OwoxConnectionException connection => connection.Reason is ErrorReason.ConnectionFailed or ErrorReason.TimedOut,
            OwoxApiException { StatusCode: 408 or 429 or >= 500 } => true,
            _ => false,
        };
    }

    private bool IsEnough(Stopwatch trouble, TimeSpan asked) => trouble.Elapsed + asked < ErrorTimeout;
}
