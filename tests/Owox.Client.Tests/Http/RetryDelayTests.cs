using System.Globalization;
using System.Net;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData("Retry-After", "0", 0)]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "120", 120)]
    [InlineData("x-retry-after", "10", 10)]
    [InlineData("x-retry-after", "0.25", 0.25)]
    public async Task The_delay_is_read_from_the_header(string header, string value, double seconds)
    {
        var (retry, attempts) = await FirstRetryAsync(RateLimitResponse(header, value));

        Assert.Equal(TimeSpan.FromSeconds(seconds), retry!.Delay);
        Assert.Equal((1, 2), (attempts, retry.NextAttempt));
    }

    [Fact]
    public async Task A_date_is_a_delay_until_that_time()
    {
        var (retry, _) = await FirstRetryAsync(
            RateLimitResponse("Retry-After", DateTimeOffset.UtcNow.AddSeconds(60).ToString("r", CultureInfo.InvariantCulture)));

        Assert.InRange(retry!.Delay, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_date_in_the_past_is_no_delay()
    {
        var (retry, _) = await FirstRetryAsync(RateLimitResponse("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));

        Assert.Equal(TimeSpan.Zero, retry!.Delay);
    }

    [Theory]
    [InlineData("Retry-After", "121")]
    [InlineData("Retry-After", "Tue, 31 Dec 2999 23:59:59 GMT")]
    [InlineData("x-retry-after", "3600")]
    public async Task A_delay_above_the_maximum_is_not_retried(string header, string value)
    {
        var (retry, attempts) = await FirstRetryAsync(RateLimitResponse(header, value));

        Assert.Null(retry);
        Assert.Equal(1, attempts);
    }

    [Theory]
    [InlineData("Retry-After", "soon")]
    [InlineData("x-retry-after", "-1")]
    [InlineData("x-retry-after", "NaN")]
    [InlineData("x-retry-after", "1e99")]
    [InlineData("x-other", "5")]
    public async Task An_invalid_delay_is_replaced_by_the_default(string header, string value)
    {
        var (retry, _) = await FirstRetryAsync(RateLimitResponse(header, value));

        Assert.InRange(retry!.Delay, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_exception_contains_the_requested_delay()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Sample.Load("sign-in.too-many-requests").Reply);

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Assert.Equal((ErrorReason.RateLimited, TimeSpan.FromSeconds(10)), (error.Reason, error.RetryAfter));
        Assert.Contains("Wait 10 s, as the server requires", error.Message, StringComparison.Ordinal);
        Assert.Contains("Too many requests. Please try again later.", error.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage RateLimitResponse(string header, string value)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        Assert.True(response.Headers.TryAddWithoutValidation(header, value));
        return response;
    }

    /// <summary>Returns the first delay. The test cancels the delay itself.</summary>
    private static async Task<(RetryEvent? Retry, int Attempts)> FirstRetryAsync(HttpResponseMessage response)
    {
        var retries = new List<RetryEvent>();
        var attempts = 0;
        using var cancellation = new CancellationTokenSource();
        using (response)
        {
            try
            {
                await new PollyRetryStrategy().ExecuteAsync(
                    _ =>
                    {
                        attempts++;
                        return Task.FromResult(response);
                    },
                    RetryRules.Idempotent,
                    retry =>
                    {
                        retries.Add(retry);
                        cancellation.Cancel();
                    },
                    cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                // Expected.
            }
        }

        return (retries.Count > 0 ? retries[0] : null, attempts);
    }
}
