using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests;

public sealed class ClosedSessionTests
{
    private const string Path = "/api/auth/context";

    [Fact]
    public async Task Closing_the_session_fails_a_request_that_waits_for_a_response()
    {
        await using var server = new ApiServer().On(Path, Replies.Silence);
        var client = server.Client();
        await client.AuthenticateAsync(CancellationToken.None);
        var call = client.Project.GetAuthContextAsync(CancellationToken.None);
        await AskedAsync(server);

        client.Session.Dispose();

        Says(await Assert.ThrowsAsync<OwoxConfigurationException>(() => call));
    }

    [Fact]
    public async Task Closing_the_session_fails_a_request_that_waits_for_a_retry()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503, "Retry-After: 1"));
        var client = server.Client(Limits.Short with { Retry = new PollyRetryStrategy() });
        await client.AuthenticateAsync(CancellationToken.None);
        var call = client.Project.GetAuthContextAsync(CancellationToken.None);
        await AskedAsync(server);

        client.Session.Dispose();

        Says(await Assert.ThrowsAsync<OwoxConfigurationException>(() => call));
    }

    [Fact]
    public async Task A_canceled_request_is_reported_as_canceled()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ApiServer().On(Path, Replies.Silence);
        var client = server.Client();
        await client.AuthenticateAsync(CancellationToken.None);
        var call = client.Project.GetAuthContextAsync(stop.Token);
        await AskedAsync(server);

        await stop.CancelAsync();
        client.Session.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task AskedAsync(ApiServer server)
    {
        while (server.CallsTo(Path).Count == 0)
        {
            await Task.Delay(5);
        }
    }

    private static void Says(OwoxConfigurationException fault)
    {
        Assert.Equal(ErrorReason.NotConnected, fault.Reason);
        Assert.Contains("was closed. Connect again", fault.Message, StringComparison.Ordinal);
    }
}
