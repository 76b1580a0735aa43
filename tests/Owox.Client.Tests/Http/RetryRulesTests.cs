using System.Net;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class RetryRulesTests
{
    [Theory]
    [InlineData(429, 4)]
    [InlineData(503, 4)]
    [InlineData(500, 1)]
    [InlineData(424, 1)]
    [InlineData(408, 1)]
    [InlineData(502, 1)]
    [InlineData(504, 1)]
    [InlineData(400, 1)]
    public async Task A_stream_is_retried_only_if_no_query_has_run(int status, int expected) =>
        Assert.Equal(expected, await CountAttemptsAsync(RetryRules.Stream, () => new HttpResponseMessage((HttpStatusCode)status)));

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task RetryRules_Never_sends_a_request_once(int status) =>
        Assert.Equal(1, await CountAttemptsAsync(RetryRules.Never, () => new HttpResponseMessage((HttpStatusCode)status)));

    [Fact]
    public async Task Connection_errors_are_retried_for_streams_and_reads_but_not_for_changes()
    {
        static HttpResponseMessage Fail() => throw new OwoxConnectionException(ErrorReason.ConnectionFailed, "cut");

        Assert.Equal(4, await CountAttemptsAsync(RetryRules.Stream, Fail));
        Assert.Equal(4, await CountAttemptsAsync(RetryRules.Idempotent, Fail));
        Assert.Equal(1, await CountAttemptsAsync(RetryRules.Never, Fail));
    }

    [Theory]
    [InlineData(ErrorReason.TlsFailed)]
    [InlineData(ErrorReason.ProxyRefused)]
    [InlineData(ErrorReason.TimedOut)]
    public async Task Permanent_connection_errors_are_not_retried(string reason) =>
        Assert.Equal(1, await CountAttemptsAsync(RetryRules.Idempotent, () => throw new OwoxConnectionException(reason, "no")));

    [Fact]
    public async Task Other_exceptions_are_not_retried() =>
        Assert.Equal(1, await CountAttemptsAsync(RetryRules.Idempotent, static () => throw new InvalidOperationException("a bug")));

    private static async Task<int> CountAttemptsAsync(RetryRules rules, Func<HttpResponseMessage> respond)
    {
        var attempts = 0;
        try
        {
            using var response = await new PollyRetryStrategy().ExecuteAsync(
                _ =>
                {
                    attempts++;
                    return Task.Run(respond);
                },
                rules with { BaseDelay = TimeSpan.FromMilliseconds(1) },
                static _ => { },
                CancellationToken.None);
        }
        catch (Exception e) when (e is OwoxConnectionException or InvalidOperationException)
        {
            // The test verifies only the number of attempts.
        }

        return attempts;
    }
}
