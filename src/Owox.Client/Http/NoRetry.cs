using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Owox;

/// <summary>Sends everything once.</summary>
internal sealed class NoRetry : IRetryStrategy
{
    public static NoRetry Instance { get; } = new();

    public Task<HttpResponseMessage> ExecuteAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        RetryRules rules,
        Action<RetryRecord> onRetry,
        CancellationToken cancellationToken) => attempt(cancellationToken);
}
