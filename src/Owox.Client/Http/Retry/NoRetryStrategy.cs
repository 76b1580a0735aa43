namespace Owox.Http.Retry;

/// <summary>Sends everything once.</summary>
internal sealed class NoRetryStrategy : IRetryStrategy
{
    public static NoRetryStrategy Instance { get; } = new();

    public Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryEvent> onRetry,
        CancellationToken cancellationToken) => attempt(cancellationToken);
}
