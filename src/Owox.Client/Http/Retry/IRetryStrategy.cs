using System.Globalization;

namespace Owox;

/// <summary>
/// Repeats a request whose failure is transient. The implementation is <c>PollyRetryStrategy</c> in the project Owox.Resilience, so that the client does
/// not depend on Polly.
/// </summary>
public interface IRetryStrategy
{
    /// <summary>Runs <paramref name="attempt"/> until its response is not retried, or the maximum number of attempts is reached.</summary>
    Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryEvent> onRetry,
        CancellationToken cancellationToken);
}

/// <summary>Which errors are retried, how often, and the maximum delay.</summary>
/// <param name="Statuses">The HTTP statuses that are retried.</param>
/// <param name="ConnectionErrors">Whether a connection that failed before a response is retried.</param>
public sealed record RetryRules(IReadOnlyCollection<int> Statuses, bool ConnectionErrors)
{
    /// <summary>For requests that can be repeated without side effects.</summary>
    public static RetryRules Idempotent { get; } = new([408, 429, 502, 503, 504], ConnectionErrors: true);

    /// <summary>For row streams before their first byte. Each attempt that the server accepts is a billed query.</summary>
    public static RetryRules Stream { get; } = new([429, 503], ConnectionErrors: true);

    /// <summary>For a change that may be made twice. It is retried only if the server reported that it did nothing or was not reached.</summary>
    public static RetryRules Change { get; } = new([429, 503], ConnectionErrors: true);

    /// <summary>For requests that create or start something.</summary>
    public static RetryRules Never { get; } = new([], ConnectionErrors: false);

    /// <summary>The maximum number of times that a request is sent.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The first delay. Later delays double, with jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The maximum delay that the server may request. If it requests a longer one, the request fails with the error response.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>A delay before the next attempt.</summary>
public sealed record RetryEvent(string Cause, int NextAttempt, int MaxAttempts, TimeSpan Delay);

/// <summary>Reads the delay that a server requests.</summary>
public static class RetryAfterHeader
{
    /// <summary>
    /// Returns the value of <c>Retry-After</c> (seconds or a date) or of <c>x-retry-after</c> from the sign-in routes, or null if there is none.
    /// </summary>
    public static TimeSpan? Read(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
        {
            return delta;
        }

        if (header?.Date is { } date)
        {
            var wait = date - DateTimeOffset.UtcNow;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return response.Headers.TryGetValues("x-retry-after", out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
