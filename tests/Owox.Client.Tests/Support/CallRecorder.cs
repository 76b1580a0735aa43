using System.Collections.Concurrent;

namespace Owox.Client.Tests;

/// <summary>Records the requests and retries that the client reports.</summary>
internal sealed class CallRecorder : IRequestObserver
{
    public ConcurrentQueue<RequestRecord> Calls { get; } = new();

    public ConcurrentQueue<RetryEvent> Retries { get; } = new();

    public void OnCall(RequestRecord call) => Calls.Enqueue(call);

    public void OnRetry(RetryEvent retry) => Retries.Enqueue(retry);
}
