using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;

namespace Owox.PowerShell.Output;

/// <summary>Puts each call into words for the verbose stream, and lets other threads write through the pipeline thread.</summary>
/// <param name="pump">Leads to the pipeline thread.</param>
/// <param name="note">Is told of each call, too, on the thread that made it.</param>
internal sealed class CallLog(PipelinePump<Action<Cmdlet>> pump, Action<CallRecord> note) : ICallObserver
{
    public void OnCall(CallRecord call)
    {
        note(call);
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
