using System.Net;
using System.Text;
using Owox.Http.Proxy;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests;

public sealed class ProxyTests
{
    private const string Good = """{"userId":"u","projectId":"p"}""";

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task A_proxy_that_requires_credentials_has_a_separate_error(string origin)
    {
        var asked = 0;
        await using var proxy = Refusing(() => asked++, 407, "Proxy-Authenticate: Basic realm=\"p\"");

        var fault = await FaultAsync(origin, proxy.Port);

        Assert.Equal(ErrorReason.ProxyRefused, fault.Reason);
        Assert.Contains($"The proxy http://127.0.0.1:{proxy.Port} on the way to {origin} refused", fault.Message, StringComparison.Ordinal);
        Assert.Contains("it wants a sign-in (407)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task Credentials_that_the_proxy_rejects_are_not_shown_in_the_error(string origin)
    {
        await using var proxy = Refusing(407, "Proxy-Authenticate: Basic realm=\"p\"");

        var fault = await FaultAsync(origin, proxy.Port, new NetworkCredential("me", "wrong-secret-41"));

        Assert.Equal(ErrorReason.ProxyRefused, fault.Reason);
        Assert.Contains("it does not take the sign-in of -ProxyCredential (407)", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-41", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_contains_the_status_that_the_proxy_returned()
    {
        await using var proxy = Refusing(403);

        var fault = await FaultAsync("https://owox.example", proxy.Port);

        Assert.Equal(ErrorReason.ProxyRefused, fault.Reason);
        Assert.Contains("its answer was status 403", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_with_credentials_is_used_for_every_request()
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("me:secret-pw"));
        await using var proxy = new SocketServer(async wire =>
        {
            while (wire.IsOpen && await wire.ReadAskAsync() is { } ask)
            {
                var isIn = ask.Header("Proxy-Authorization") == expected;
                await (!isIn ? Replies.Empty(407, "Proxy-Authenticate: Basic realm=\"p\"")
                    : ask.Target.EndsWith("/exchange", StringComparison.Ordinal) ? Replies.Json("""{"accessToken":"t","accessTokenExpiresIn":900}""")
                    : Replies.Json(Good))(wire, ask);
            }
        });
        using var session = Session("http://owox.example", Options(proxy.Port, new NetworkCredential("me", "secret-pw")));

        var context = await new OwoxClient(session).Project.GetAuthContextAsync(CancellationToken.None);

        Assert.Equal("p", context!.ProjectId);
    }

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task The_error_names_a_proxy_that_cannot_be_reached(string origin)
    {
        int port;
        await using (var gone = new SocketServer(static wire => wire.PeerClosedAsync()))
        {
            port = gone.Port;
        }

        var fault = await FaultAsync(origin, port);

        Assert.Equal(ErrorReason.ConnectionFailed, fault.Reason);
        Assert.Contains($"No connection to the proxy http://127.0.0.1:{port} on the way to {origin}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://me:precious@proxy.example:8080")]
    [InlineData("https://proxy.example")]
    [InlineData("http://proxy.example/x")]
    [InlineData("proxy.example:8080")]
    [InlineData("/proxy")]
    public void An_invalid_proxy_address_is_rejected_and_not_shown(string address)
    {
        var refused = Assert.Throws<OwoxConfigurationException>(() => ProxyAddress.From(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Equal(ErrorReason.ProxyInvalid, refused.Reason);
        Assert.DoesNotContain("precious", refused.ToString(), StringComparison.Ordinal);
    }

    // Mono and .NET Framework never use a proxy for a server on this computer, even if one is specified.
    [Theory]
    [Trait("Differs on", "Mono")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:1")]
    [InlineData("http://[::1]:1")]
    public void A_specified_proxy_that_could_read_the_secret_must_be_allowed_for_loopback(string origin) => AssertNeedsPermission(origin);

    [Fact]
    public void A_proxy_that_could_read_the_secret_must_be_allowed() => AssertNeedsPermission("http://owox.example");

    [Theory]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("https://127.3.2.1", false)]
    [InlineData("https://localhost", false)]
    [InlineData("https://[::1]:8443", false)]
    [InlineData("https://owox.example", true)]
    [InlineData("https://localhost.example", true)]
    public void The_system_proxy_is_not_used_for_a_server_on_this_computer(string origin, bool mayUse) =>
        Assert.Equal(mayUse, ProxyResolver.MayUse(ApiOrigin.Parse(origin), new NetworkOptions()));

    private static void AssertNeedsPermission(string origin)
    {
        var options = Options(9) with { Network = Options(9).Network with { AllowUnencrypted = false } };

        var refused = Assert.Throws<OwoxConfigurationException>(() => Session(origin, options).Dispose());

        Assert.Equal(ErrorReason.ProxyNotAllowed, refused.Reason);
        Assert.Contains($"The origin {origin} is not encrypted: the proxy http://127.0.0.1:9", refused.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(refused);
    }

    private static SocketServer Refusing(int status, params string[] headers) => Refusing(static () => { }, status, headers);

    private static SocketServer Refusing(Action asked, int status, params string[] headers) => new(async wire =>
    {
        while (wire.IsOpen && await wire.ReadAskAsync() is { } ask)
        {
            asked();
            await Replies.Empty(status, headers)(wire, ask);
        }
    });

    private static OwoxSessionOptions Options(int port, ICredentials? signIn = null) => Limits.Short with
    {
        Retry = new PollyRetryStrategy(),
        Network = new NetworkOptions { AllowUnencrypted = true, Proxy = ProxyAddress.From(new Uri($"http://127.0.0.1:{port}")), ProxyCredential = signIn },
    };

    private static OwoxSession Session(string origin, OwoxSessionOptions options) => OwoxSession.ForApiKey(
        ApiKey.FromParts(origin, Secrets.KeyId, Secrets.KeySecret, allowUnencrypted: true), options);

    private static async Task<OwoxConnectionException> FaultAsync(string origin, int port, ICredentials? signIn = null)
    {
        using var session = Session(origin, Options(port, signIn));
        var fault = await Assert.ThrowsAsync<OwoxConnectionException>(
            () => new OwoxClient(session).AuthenticateAsync(CancellationToken.None));
        Secrets.AssertNoneIn(fault);
        return fault;
    }
}
