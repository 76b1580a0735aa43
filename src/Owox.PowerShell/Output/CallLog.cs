using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Output;

/// <summary>
/// Puts each call into words for the verbose stream, lets other threads write through the pipeline thread, and tells
/// completion what it may have changed.
/// </summary>
internal sealed class CallLog(PipelinePump<Action<Cmdlet>> pump) : ICallObserver
{
    public void OnCall(CallRecord call)
    {
        Changes.Note(call);
        var outcome = call.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
        var run = call.RunId is null ? "" : $", run {call.RunId}";
        Say($"{call.Method} {call.Path}: {outcome} in {call.Duration.TotalMilliseconds:0} ms, request {call.RequestId}{run}");
    }

    public void OnRetry(RetryRecord retry) =>
        Say($"Trying again in {retry.Delay.TotalSeconds:0.0} s (attempt {retry.NextAttempt} of {retry.MaxAttempts}): {retry.Cause}");

    /// <summary>Has something done on the pipeline thread, soon.</summary>
    public void Post(Action<Cmdlet> action) => pump.Add(action, CancellationToken.None);

    private void Say(FormattableString message)
    {
        var text = message.ToString(CultureInfo.InvariantCulture);
        Post(cmdlet => cmdlet.WriteVerbose(text));
    }
}
