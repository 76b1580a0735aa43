using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Passes items from other threads to the pipeline thread, because only this thread may write.</summary>
/// <param name="capacity">The maximum number of queued items. Adding further items blocks.</param>
internal sealed class PipelineDispatcher<T>(int capacity) : IDisposable
{
    private const int PollIntervalMs = 50;

    private readonly object _gate = new();
    private List<T> _waiting = [];
    private List<T> _taken = [];
    private bool _ended;

    /// <summary>Adds an item, from any thread; waits while the queue is full. Returns false if the consumer has ended.</summary>
    public bool Add(T item, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (_waiting.Count >= capacity && !_ended && !cancellationToken.IsCancellationRequested)
            {
                // Polling is simpler than a callback for the cancellation, which would need the same lock.
                Monitor.Wait(_gate, PollIntervalMs);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (_ended)
            {
                return false;
            }

            _waiting.Add(item);
            if (_waiting.Count == 1)
            {
                Monitor.PulseAll(_gate);
            }

            return true;
        }
    }

    /// <summary>Passes each item to <paramref name="take"/> on this thread until the work is done, and returns its result.</summary>
    public TResult Run<TResult>(Task<TResult> work, Action<T> take)
    {
        _ = work.ContinueWith(static (_, pump) => ((PipelineDispatcher<T>)pump!).Dispose(), this, TaskScheduler.Default);
        while (TakeAll())
        {
            foreach (var item in _taken)
            {
                take(item);
            }

            _taken.Clear();
        }

        return work.GetAwaiter().GetResult();
    }

    /// <summary>Ends the queue. Further items are not accepted.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    // Takes all items at once, because waking a thread costs more than passing an item.
    private bool TakeAll()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_ended)
            {
                Monitor.Wait(_gate);
            }

            (_taken, _waiting) = (_waiting, _taken);
            Monitor.PulseAll(_gate);
            return _taken.Count > 0;
        }
    }
}

/// <summary>Runs asynchronous work for a cmdlet. Meanwhile the pipeline thread writes the messages, because only this thread may write.</summary>
internal static class BackgroundWork
{
    private const int MaxMessages = 1_024;

    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the work and returns its result.</summary>
    /// <exception cref="PipelineStoppedException">The cmdlet was stopped.</exception>
    public static T Run<T>(OwoxCmdletBase cmdlet, Func<VerboseRequestLogger, CancellationToken, Task<T>> work)
    {
        using var messages = new PipelineDispatcher<Action<OwoxCmdletBase>>(MaxMessages);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.CancellationToken);
        var log = new VerboseRequestLogger(messages, Completion.CompletionCacheInvalidator.Note, cmdlet.Caller);
        var running = Task.Run(() => work(log, cancellation.Token), CancellationToken.None);
        try
        {
            return messages.Run(running, message => message(cmdlet));
        }
        catch (OperationCanceledException) when (cmdlet.CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // If writing a message ended the cmdlet (-ErrorAction Stop), the work must clean up before this method returns.
            cancellation.Cancel();
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne(CleanUpTimeout);
        }
    }
}

/// <summary>Writes each request to the verbose stream, and lets other threads write through the pipeline thread.</summary>
/// <param name="pump">Runs actions on the pipeline thread.</param>
/// <param name="note">Also receives each request, on the thread that sent it.</param>
/// <param name="caller">The cmdlet, for the audit log.</param>
internal sealed class VerboseRequestLogger(PipelineDispatcher<Action<OwoxCmdletBase>> pump, Action<RequestRecord> note, AuditCaller caller) : IAuditObserver
{
    public AuditCaller Caller { get; } = caller;

    public void OnAuditFailure(string message) => Post(cmdlet => cmdlet.WriteWarning(message));

    public void OnCall(RequestRecord call)
    {
        note(call);
        var outcome = call.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no response";
        var run = call.RunId is null ? "" : $", run {call.RunId}";
        Write($"{call.Method} {call.Path}: {outcome} in {call.Duration.TotalMilliseconds:0} ms, request {call.RequestId}{run}");
    }

    public void OnRetry(RetryEvent retry) =>
        Write($"Retrying in {retry.Delay.TotalSeconds:0.0} s (attempt {retry.NextAttempt} of {retry.MaxAttempts}): {retry.Cause}");

    /// <summary>Queues an action for the pipeline thread.</summary>
    public void Post(Action<OwoxCmdletBase> action) => pump.Add(action, CancellationToken.None);

    /// <summary>Runs an action on the pipeline thread, and waits for it. If the action ends the cmdlet (-ErrorAction Stop), the wait is canceled.</summary>
    public async Task PostAsync(Action<OwoxCmdletBase> action, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => done.TrySetCanceled(cancellationToken)))
        {
            Post(cmdlet =>
            {
                action(cmdlet);
                done.TrySetResult(true);
            });
            await done.Task.ConfigureAwait(false);
        }
    }

    private void Write(FormattableString message)
    {
        var text = message.ToString(CultureInfo.InvariantCulture);
        Post(cmdlet => cmdlet.WriteVerbose(text));
    }
}

/// <summary>The observer of a client that is used for several requests, each of which has its own logger.</summary>
internal sealed class ReplaceableObserver : IAuditObserver
{
    public IAuditObserver? Current { get; set; }

    public AuditCaller Caller => Current?.Caller ?? new AuditCaller();

    public void OnAuditFailure(string message) => Current?.OnAuditFailure(message);

    public void OnCall(RequestRecord call) => Current?.OnCall(call);

    public void OnRetry(RetryEvent retry) => Current?.OnRetry(retry);
}
