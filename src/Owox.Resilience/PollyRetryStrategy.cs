using Polly;
using Polly.Retry;

namespace Owox.Resilience;

/// <summary>Retries requests with Polly: exponential delays with jitter, or the delay that the server requests.</summary>
public sealed class PollyRetryStrategy : IRetryStrategy
{
    /// <inheritdoc />
    public async Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryEvent> onRetry,
        CancellationToken cancellationToken)
    {
        if (rules.Statuses.Count == 0 && !rules.ConnectionErrors)
        {
            return await attempt(cancellationToken).ConfigureAwait(false);
        }

        return await Pipeline(rules, onRetry)
            .ExecuteAsync(
                static async (run, token) => await run(token).ConfigureAwait(false),
                attempt,
                cancellationToken)
            .ConfigureAwait(false);
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(RetryRules rules, Action<RetryEvent> onRetry) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = rules.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = rules.BaseDelay,
                MaxDelay = rules.MaxDelay,
                ShouldHandle = args => new ValueTask<bool>(ShouldRetry(args.Outcome, rules)),
                DelayGenerator = args => new ValueTask<TimeSpan?>(Asked(args.Outcome)),
                OnRetry = args =>
                {
                    onRetry(new RetryEvent(Cause(args.Outcome), args.AttemptNumber + 2, rules.MaxAttempts, args.RetryDelay));
                    args.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .Build();

    private static bool ShouldRetry(Outcome<HttpResponseMessage> outcome, RetryRules rules)
    {
        if (outcome.Exception is not null)
        {
            return rules.ConnectionErrors && outcome.Exception is OwoxConnectionException { Reason: ErrorReason.ConnectionFailed };
        }

        // If the server requests a longer delay than allowed, its response is returned.
        return outcome.Result is { } response
            && rules.Statuses.Contains((int)response.StatusCode)
            && !(RetryAfterHeader.Read(response) > rules.MaxDelay);
    }

    private static TimeSpan? Asked(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? RetryAfterHeader.Read(response) : null;

    private static string Cause(Outcome<HttpResponseMessage> outcome) => outcome.Result is { } response
        ? $"status {(int)response.StatusCode}"
        : outcome.Exception?.Message ?? "";
}
