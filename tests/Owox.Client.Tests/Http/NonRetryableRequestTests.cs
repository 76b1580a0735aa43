using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class NonRetryableRequestTests
{
    private const string Path = "/api/auth/context";
    private readonly RequestRecorder _recorder = new();

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(424)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task A_permanent_status_is_not_retried(int status)
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(status));

        var error = await Assert.ThrowsAnyAsync<OwoxApiException>(() => GetAsync(server));

        Assert.Equal(status, error.StatusCode);
        Assert.Single(server.Requests);
        Assert.Empty(_recorder.Retries);
    }

    [Fact]
    public async Task A_404_is_not_retried()
    {
        await using var server = new ApiServer();

        await Assert.ThrowsAsync<OwoxNotFoundException>(
            () => new OwoxClient(server.Connect(Retrying())).DataMarts.GetAsync("x", CancellationToken.None));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_exchange_with_a_rejected_key_is_not_retried()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Empty(401));

        await Assert.ThrowsAsync<OwoxAuthenticationException>(() => GetAsync(server));

        Assert.Equal((1, 0), (server.Exchanges, server.Requests.Count));
    }

    [Fact]
    public async Task Without_a_retry_strategy_nothing_is_retried()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503));

        await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_request_that_timed_out_is_not_retried()
    {
        await using var server = new ApiServer().On(Path, Replies.NoResponse);

        var error = await Assert.ThrowsAsync<OwoxConnectionException>(() => GetAsync(server, TimeSpan.FromSeconds(0.5)));

        Assert.Equal(ErrorReason.TimedOut, error.Reason);
        Assert.Single(server.Requests);
    }

    private static OwoxSessionOptions Retrying() => Limits.Short with { Retry = new PollyRetryStrategy() };

    private Task<AuthContext?> GetAsync(ApiServer server, TimeSpan? timeout = null) =>
        server.Client(Retrying() with { Timeout = timeout ?? TimeSpan.FromSeconds(20) }, _recorder).Projects.GetAuthContextAsync(
            CancellationToken.None);
}
