namespace Owox;

/// <summary>Is told of each call. Called from any thread; must not block. Nothing that it is told is secret.</summary>
public interface IRequestObserver
{
    /// <summary>A request was answered (or not: then <see cref="RequestRecord.StatusCode"/> is null).</summary>
    void OnCall(RequestRecord call);

    /// <summary>A request failed in a way that passes and is about to be sent again.</summary>
    void OnRetry(RetryEvent retry);
}

/// <summary>One request and how it was answered.</summary>
public sealed record RequestRecord(ApiOrigin Origin, string Method, string Path, int? StatusCode, TimeSpan Duration, string RequestId, string? RunId);
