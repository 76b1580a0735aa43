using System;

namespace Owox;

/// <summary>Is told of each call. Called from any thread; must not block. Nothing that it is told is secret.</summary>
public interface ICallObserver
{
    /// <summary>A request was answered (or not: then <see cref="CallRecord.StatusCode"/> is null).</summary>
    void OnCall(CallRecord call);

    /// <summary>A request failed in a way that passes and is about to be sent again.</summary>
    void OnRetry(RetryRecord retry);
}

/// <summary>One request and how it was answered.</summary>
public sealed record CallRecord(ApiOrigin Origin, string Method, string Path, int? StatusCode, TimeSpan Duration, string RequestId, string? RunId);

/// <summary>One wait before another try.</summary>
public sealed record RetryRecord(string Cause, int NextAttempt, int MaxAttempts, TimeSpan Delay);
