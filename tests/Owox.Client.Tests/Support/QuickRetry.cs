using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Resilience;

namespace Owox.Client.Tests;

/// <summary>The real retries with hardly a wait between them.</summary>
internal sealed class QuickRetry(TimeSpan? maxDelay = null) : IRetryStrategy
{
    private readonly PollyRetry _polly = new();

    public Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryRecord> onRetry,
        CancellationToken cancellationToken) =>
        _polly.ExecuteAsync(
            attempt,
            rules with { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = maxDelay ?? rules.MaxDelay },
            onRetry,
            cancellationToken);
}
