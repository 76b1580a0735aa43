using System;
using System.Globalization;
using System.Threading;

namespace Owox.PowerShell.Output;

/// <summary>Puts each call into words for the verbose stream.</summary>
internal sealed class CallLog(PipelinePump<string> pump) : ICallObserver
{
    public void OnCall(CallRecord call)
    {
        var outcome = call.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
        var run = call.RunId is null ? "" : $", run {call.RunId}";
        Say($"{call.Method} {call.Path}: {outcome} in {call.Duration.TotalMilliseconds:0} ms, request {call.RequestId}{run}");
    }

    public void OnRetry(RetryRecord retry) =>
        Say($"Trying again in {retry.Delay.TotalSeconds:0.0} s (attempt {retry.NextAttempt} of {retry.MaxAttempts}): {retry.Cause}");

    private void Say(FormattableString message) =>
        pump.Add(message.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
}
