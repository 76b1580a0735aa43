using System.Collections.Concurrent;

namespace Owox.Client.Tests.Support;

/// <summary>Records the requests and retries that the client reports.</summary>
internal sealed class RequestRecorder : IRequestObserver
{
    public ConcurrentQueue<RequestRecord> Requests { get; } = new();

    public ConcurrentQueue<RetryEvent> Retries { get; } = new();

    public void OnCall(RequestRecord call) => Requests.Enqueue(call);

    public void OnRetry(RetryEvent retry) => Retries.Enqueue(retry);
}
