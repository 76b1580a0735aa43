using System.Collections.Concurrent;

namespace Owox.Client.Tests;

/// <summary>Keeps what the client reports.</summary>
internal sealed class CallRecorder : ICallObserver
{
    public ConcurrentQueue<CallRecord> Calls { get; } = new();

    public ConcurrentQueue<RetryRecord> Retries { get; } = new();

    public void OnCall(CallRecord call) => Calls.Enqueue(call);

    public void OnRetry(RetryRecord retry) => Retries.Enqueue(retry);
}
