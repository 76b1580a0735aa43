using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ClosedSessionTests
{
    private const string Path = "/api/auth/context";

    [Fact]
    public async Task Closing_the_session_fails_a_request_that_waits_for_a_response()
    {
        await using var server = new ApiServer().On(Path, Replies.NoResponse);
        var client = server.Client();
        await client.AuthenticateAsync(CancellationToken.None);
        var call = client.Projects.GetAuthContextAsync(CancellationToken.None);
        await WaitForRequestAsync(server);

        client.Session.Dispose();

        AssertMessage(await Assert.ThrowsAsync<OwoxConfigurationException>(() => call));
    }

    [Fact]
    public async Task Closing_the_session_fails_a_request_that_waits_for_a_retry()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503, "Retry-After: 1"));
        var client = server.Client(Limits.Short with { Retry = new PollyRetryStrategy() });
        await client.AuthenticateAsync(CancellationToken.None);
        var call = client.Projects.GetAuthContextAsync(CancellationToken.None);
        await WaitForRequestAsync(server);

        client.Session.Dispose();

        AssertMessage(await Assert.ThrowsAsync<OwoxConfigurationException>(() => call));
    }

    [Fact]
    public async Task A_canceled_request_is_reported_as_canceled()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ApiServer().On(Path, Replies.NoResponse);
        var client = server.Client();
        await client.AuthenticateAsync(CancellationToken.None);
        var call = client.Projects.GetAuthContextAsync(cancellation.Token);
        await WaitForRequestAsync(server);

        await cancellation.CancelAsync();
        client.Session.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task WaitForRequestAsync(ApiServer server)
    {
        while (server.RequestsTo(Path).Count == 0)
        {
            await Task.Delay(5);
        }
    }

    private static void AssertMessage(OwoxConfigurationException error)
    {
        Assert.Equal(ErrorReason.NotConnected, error.Reason);
        Assert.Contains("was closed.", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorOption.Connection, error.Option);
    }
}
