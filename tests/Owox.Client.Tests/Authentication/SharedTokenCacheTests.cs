using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class SharedTokenCacheTests
{
    [Fact]
    public async Task Sessions_with_equal_credentials_share_one_token()
    {
        await using var server = new ApiServer();
        var options = Limits.Short with { Tokens = new SharedTokenCache() };

        await AuthenticateAsync(server.Connect(options, server.Key()));
        await AuthenticateAsync(server.Connect(options, server.Key()));

        Assert.Equal(1, server.Exchanges);
    }

    [Theory]
    [InlineData("pmk_Other", Secrets.KeySecret)]
    [InlineData(Secrets.KeyId, "another-secret")]
    public async Task Sessions_with_different_credentials_have_separate_tokens(string id, string secret)
    {
        await using var server = new ApiServer();
        var options = Limits.Short with { Tokens = new SharedTokenCache() };

        await AuthenticateAsync(server.Connect(options, server.Key()));
        await AuthenticateAsync(server.Connect(options, server.Key(id, secret)));

        Assert.Equal(2, server.Exchanges);
    }

    [Fact]
    public async Task Sessions_with_different_origins_have_separate_tokens()
    {
        await using var one = new ApiServer();
        await using var other = new ApiServer();
        var options = Limits.Short with { Tokens = new SharedTokenCache() };

        await AuthenticateAsync(one.Connect(options, one.Key()));
        await AuthenticateAsync(other.Connect(options, other.Key()));

        Assert.Equal((1, 1), (one.Exchanges, other.Exchanges));
    }

    [Fact]
    public async Task Sessions_without_a_shared_cache_have_separate_tokens()
    {
        await using var server = new ApiServer();

        await AuthenticateAsync(server.Connect(new OwoxSessionOptions()));
        await AuthenticateAsync(server.Connect(new OwoxSessionOptions()));

        Assert.Equal(2, server.Exchanges);
    }

    [Fact]
    public async Task A_token_is_removed_when_the_last_session_is_closed()
    {
        await using var server = new ApiServer();
        var options = Limits.Short with { Tokens = new SharedTokenCache() };
        var first = server.Connect(options);
        var second = server.Connect(options);
        await AuthenticateAsync(first);

        first.Dispose();
        first.Dispose();
        await AuthenticateAsync(second);
        Assert.Equal(1, server.Exchanges);
        second.Dispose();
        await AuthenticateAsync(server.Connect(options));

        Assert.Equal(2, server.Exchanges);
    }

    [Fact]
    public async Task A_closed_session_is_an_error()
    {
        await using var server = new ApiServer();
        var session = server.Connect();
        session.Dispose();

        var error = await Assert.ThrowsAsync<OwoxConfigurationException>(() => AuthenticateAsync(session));

        Assert.False(session.IsOpen);
        Assert.Equal(ErrorReason.NotConnected, error.Reason);
        Assert.Contains("was closed", error.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_a_session_during_an_exchange_causes_an_OwoxException()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ApiServer().On(ApiServer.ExchangePath, (connection, request) =>
        {
            received.SetResult();
            return Replies.NoResponse(connection, request);
        });
        var session = server.Connect();
        var waiting = AuthenticateAsync(session);
        await received.Task;

        session.Dispose();

        await Assert.ThrowsAnyAsync<OwoxException>(() => waiting.WaitAsync(System.TimeSpan.FromSeconds(10)));
    }

    private static Task AuthenticateAsync(OwoxSession session) => new OwoxClient(session).AuthenticateAsync(CancellationToken.None);
}
