namespace Owox;

/// <summary>Sends a request again when its failure is one that passes.</summary>
public interface IRetryStrategy
{
    /// <summary>Runs <paramref name="attempt"/> until it brings an answer that is not to be retried, or tries run out.</summary>
    Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryEvent> onRetry,
        CancellationToken cancellationToken);
}

/// <summary>What is sent again, how often, and how long to wait at the most.</summary>
/// <param name="Statuses">The HTTP statuses that are worth another try.</param>
/// <param name="ConnectionErrors">Whether a connection that failed before an answer is worth another try.</param>
public sealed record RetryRules(IReadOnlyCollection<int> Statuses, bool ConnectionErrors)
{
    /// <summary>For what can be asked twice without harm.</summary>
    public static RetryRules Idempotent { get; } = new([408, 429, 502, 503, 504], ConnectionErrors: true);

    /// <summary>For row streams, before their first byte: each is a billed query.</summary>
    public static RetryRules Stream { get; } = new([429, 503], ConnectionErrors: true);

    /// <summary>For a change that may be made twice: only where the server said that it did nothing, or was not reached.</summary>
    public static RetryRules Change { get; } = new([429, 503], ConnectionErrors: true);

    /// <summary>For what creates something, or starts it.</summary>
    public static RetryRules Never { get; } = new([], ConnectionErrors: false);

    /// <summary>How often a request is sent at the most.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The first wait; later ones double, with jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait that the server may ask for; where it asks for more, its refusal is the answer.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>One wait before another try.</summary>
public sealed record RetryEvent(string Cause, int NextAttempt, int MaxAttempts, TimeSpan Delay);
