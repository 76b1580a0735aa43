using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Owox.Client.Tests;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task A_proxy_that_wants_a_sign_in_is_told_apart_from_the_server(string origin)
    {
        await using var proxy = new SocketServer(async wire =>
        {
            while (wire.IsOpen && await wire.ReadAskAsync() is { } ask)
            {
                await Replies.Empty(407, "Proxy-Authenticate: Basic realm=\"p\"")(wire, ask);
            }
        });
        var options = Limits.Short with
        {
            Retry = new QuickRetry(),
            HandlerFactory = () => new SocketsHttpHandler { Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}") },
        };
        using var session = OwoxSession.ForApiKey(
            ApiKey.FromParts(origin, Secrets.KeyId, Secrets.KeySecret, allowUnencrypted: true), options);

        var fault = await Assert.ThrowsAsync<OwoxConnectionException>(
            () => new OwoxClient(session).AuthenticateAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.ProxyRefused, fault.Reason);
        Assert.Contains($"The proxy on the way to {origin} refused", fault.Message, StringComparison.Ordinal);
        Assert.Contains("HTTPS_PROXY", fault.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(fault);
        Assert.Equal(1, proxy.Connections);
    }
}
