using System.Globalization;
using System.Net;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData("Retry-After", "0", 0)]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "120", 120)]
    [InlineData("x-retry-after", "10", 10)]
    [InlineData("x-retry-after", "0.25", 0.25)]
    public async Task The_wait_is_what_the_server_asks_for(string header, string value, double seconds)
    {
        var (retry, tries) = await FirstRetryAsync(Refusal(header, value));

        Assert.Equal(TimeSpan.FromSeconds(seconds), retry!.Delay);
        Assert.Equal((1, 2), (tries, retry.NextAttempt));
    }

    [Fact]
    public async Task A_date_is_a_wait_until_then()
    {
        var (retry, _) = await FirstRetryAsync(
            Refusal("Retry-After", DateTimeOffset.UtcNow.AddSeconds(60).ToString("r", CultureInfo.InvariantCulture)));

        Assert.InRange(retry!.Delay, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_date_that_has_passed_is_no_wait()
    {
        var (retry, _) = await FirstRetryAsync(Refusal("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));

        Assert.Equal(TimeSpan.Zero, retry!.Delay);
    }

    [Theory]
    [InlineData("Retry-After", "121")]
    [InlineData("Retry-After", "Tue, 31 Dec 2999 23:59:59 GMT")]
    [InlineData("x-retry-after", "3600")]
    public async Task A_wait_beyond_the_cap_makes_the_refusal_the_answer(string header, string value)
    {
        var (retry, tries) = await FirstRetryAsync(Refusal(header, value));

        Assert.Null(retry);
        Assert.Equal(1, tries);
    }

    [Theory]
    [InlineData("Retry-After", "soon")]
    [InlineData("x-retry-after", "-1")]
    [InlineData("x-retry-after", "NaN")]
    [InlineData("x-retry-after", "1e99")]
    [InlineData("x-other", "5")]
    public async Task A_wait_that_makes_no_sense_is_our_own(string header, string value)
    {
        var (retry, _) = await FirstRetryAsync(Refusal(header, value));

        Assert.InRange(retry!.Delay, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_refusal_tells_the_wait_that_was_asked_for()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Sample.Load("sign-in.too-many-requests").Reply);

        var refused = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Assert.Equal((ErrorReason.RateLimited, TimeSpan.FromSeconds(10)), (refused.Reason, refused.RetryAfter));
        Assert.Contains("asks to wait 10 s", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Too many requests. Please try again later.", refused.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Refusal(string header, string value)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        Assert.True(response.Headers.TryAddWithoutValidation(header, value));
        return response;
    }

    /// <summary>What the first wait would be; the wait itself is cut short by cancelling.</summary>
    private static async Task<(RetryEvent? Retry, int Tries)> FirstRetryAsync(HttpResponseMessage refusal)
    {
        var retries = new List<RetryEvent>();
        var tries = 0;
        using var stop = new CancellationTokenSource();
        using (refusal)
        {
            try
            {
                await new PollyRetryStrategy().ExecuteAsync(
                    _ =>
                    {
                        tries++;
                        return Task.FromResult(refusal);
                    },
                    RetryRules.Idempotent,
                    retry =>
                    {
                        retries.Add(retry);
                        stop.Cancel();
                    },
                    stop.Token);
            }
            catch (OperationCanceledException)
            {
                // As planned.
            }
        }

        return (retries.Count > 0 ? retries[0] : null, tries);
    }
}
