namespace Owox.Http.Retry;

/// <summary>Sends every request once.</summary>
internal sealed class NoRetryStrategy : IRetryStrategy
{
    public static NoRetryStrategy Instance { get; } = new();

    public Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryEvent> onRetry,
        CancellationToken cancellationToken) => attempt(cancellationToken);
}
