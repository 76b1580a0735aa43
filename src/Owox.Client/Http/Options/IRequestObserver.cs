namespace Owox;

/// <summary>Observes requests. Methods can be called on any thread and must not block. Their arguments contain no secrets.</summary>
public interface IRequestObserver
{
    /// <summary>A request has ended. If there was no response, <see cref="RequestRecord.StatusCode"/> is null.</summary>
    void OnCall(RequestRecord call);

    /// <summary>A request failed with a transient error and will be retried.</summary>
    void OnRetry(RetryEvent retry);
}

/// <summary>A request and its result.</summary>
public sealed record RequestRecord(ApiOrigin Origin, string Method, string Path, int? StatusCode, TimeSpan Duration, string RequestId, string? RunId);
