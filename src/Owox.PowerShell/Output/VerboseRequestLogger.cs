using System.Globalization;

namespace Owox.PowerShell.Output;

/// <summary>Puts each call into words for the verbose stream, and lets other threads write through the pipeline thread.</summary>
/// <param name="pump">Leads to the pipeline thread.</param>
/// <param name="note">Is told of each call, too, on the thread that made it.</param>
internal sealed class VerboseRequestLogger(PipelineDispatcher<Action<OwoxCmdletBase>> pump, Action<RequestRecord> note) : IRequestObserver
{
    public void OnCall(RequestRecord call)
    {
        note(call);
        var outcome = call.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
        var run = call.RunId is null ? "" : $", run {call.RunId}";
        Write($"{call.Method} {call.Path}: {outcome} in {call.Duration.TotalMilliseconds:0} ms, request {call.RequestId}{run}");
    }

    public void OnRetry(RetryEvent retry) =>
        Write($"Trying again in {retry.Delay.TotalSeconds:0.0} s (attempt {retry.NextAttempt} of {retry.MaxAttempts}): {retry.Cause}");

    /// <summary>Has something done on the pipeline thread, soon.</summary>
    public void Post(Action<OwoxCmdletBase> action) => pump.Add(action, CancellationToken.None);

    private void Write(FormattableString message)
    {
        var text = message.ToString(CultureInfo.InvariantCulture);
        Post(cmdlet => cmdlet.WriteVerbose(text));
    }
}

/// <summary>The observer of a client that is used for several requests, each of which has its own logger.</summary>
internal sealed class ReplaceableObserver : IRequestObserver
{
    public IRequestObserver? Current { get; set; }

    public void OnCall(RequestRecord call) => Current?.OnCall(call);

    public void OnRetry(RetryEvent retry) => Current?.OnRetry(retry);
}
