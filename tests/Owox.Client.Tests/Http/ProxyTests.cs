using System.Net;
using System.Text;
using Owox.Http.Proxy;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ProxyTests
{
    private const string ValidBody = """{"userId":"u","projectId":"p"}""";

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task A_proxy_that_requires_credentials_has_a_separate_error(string origin)
    {
        var requests = 0;
        await using var proxy = RejectingProxy(() => requests++, 407, "Proxy-Authenticate: Basic realm=\"p\"");

        var error = await GetErrorAsync(origin, proxy.Port);

        Assert.Equal(ErrorReason.ProxyRefused, error.Reason);
        Assert.Contains($"The proxy http://127.0.0.1:{proxy.Port} rejected the connection to {origin}", error.Message, StringComparison.Ordinal);
        Assert.Contains("it requires authentication (407)", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task Credentials_that_the_proxy_rejects_are_not_shown_in_the_error(string origin)
    {
        await using var proxy = RejectingProxy(407, "Proxy-Authenticate: Basic realm=\"p\"");

        var error = await GetErrorAsync(origin, proxy.Port, new NetworkCredential("me", "wrong-secret-41"));

        Assert.Equal(ErrorReason.ProxyRefused, error.Reason);
        Assert.Contains("it rejected the specified credentials (407)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-41", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_contains_the_status_that_the_proxy_returned()
    {
        await using var proxy = RejectingProxy(403);

        var error = await GetErrorAsync("https://owox.example", proxy.Port);

        Assert.Equal(ErrorReason.ProxyRefused, error.Reason);
        Assert.Contains("it returned status 403", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_with_credentials_is_used_for_every_request()
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("me:secret-pw"));
        await using var proxy = new SocketServer(async connection =>
        {
            while (connection.IsOpen && await connection.ReadRequestAsync() is { } request)
            {
                var isIn = request.Header("Proxy-Authorization") == expected;
                await (!isIn ? Replies.Empty(407, "Proxy-Authenticate: Basic realm=\"p\"")
                    : request.Target.EndsWith("/exchange", StringComparison.Ordinal) ? Replies.Json("""{"accessToken":"t","accessTokenExpiresIn":900}""")
                    : Replies.Json(ValidBody))(connection, request);
            }
        });
        using var session = Session("http://owox.example", Options(proxy.Port, new NetworkCredential("me", "secret-pw")));

        var context = await new OwoxClient(session).Projects.GetAuthContextAsync(CancellationToken.None);

        Assert.Equal("p", context!.ProjectId);
    }

    [Theory]
    [InlineData("http://owox.example")]
    [InlineData("https://owox.example")]
    public async Task The_error_names_a_proxy_that_cannot_be_reached(string origin)
    {
        int port;
        await using (var gone = new SocketServer(static connection => connection.WaitForCloseAsync()))
        {
            port = gone.Port;
        }

        var error = await GetErrorAsync(origin, port);

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
        Assert.Contains($"The connection to the proxy http://127.0.0.1:{port} for {origin} failed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://me:precious@proxy.example:8080")]
    [InlineData("https://proxy.example")]
    [InlineData("http://proxy.example/x")]
    [InlineData("proxy.example:8080")]
    [InlineData("/proxy")]
    public void An_invalid_proxy_address_is_rejected_and_not_shown(string address)
    {
        var error = Assert.Throws<OwoxConfigurationException>(() => ProxyAddress.From(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Equal(ErrorReason.ProxyInvalid, error.Reason);
        Assert.DoesNotContain("precious", error.ToString(), StringComparison.Ordinal);
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

        var error = Assert.Throws<OwoxConfigurationException>(() => Session(origin, options).Dispose());

        Assert.Equal(ErrorReason.ProxyNotAllowed, error.Reason);
        Assert.Contains($"The origin {origin} is not encrypted, so the proxy http://127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
    }

    private static SocketServer RejectingProxy(int status, params string[] headers) => RejectingProxy(static () => { }, status, headers);

    private static SocketServer RejectingProxy(Action onRequest, int status, params string[] headers) => new(async connection =>
    {
        while (connection.IsOpen && await connection.ReadRequestAsync() is { } request)
        {
            onRequest();
            await Replies.Empty(status, headers)(connection, request);
        }
    });

    private static OwoxSessionOptions Options(int port, ICredentials? signIn = null) => Limits.Short with
    {
        Retry = new PollyRetryStrategy(),
        Network = new NetworkOptions { AllowUnencrypted = true, Proxy = ProxyAddress.From(new Uri($"http://127.0.0.1:{port}")), ProxyCredential = signIn },
    };

    private static OwoxSession Session(string origin, OwoxSessionOptions options) => OwoxSession.ForApiKey(
        ApiKey.FromParts(origin, Secrets.KeyId, Secrets.KeySecret, allowUnencrypted: true), options);

    private static async Task<OwoxConnectionException> GetErrorAsync(string origin, int port, ICredentials? signIn = null)
    {
        using var session = Session(origin, Options(port, signIn));
        var error = await Assert.ThrowsAsync<OwoxConnectionException>(
            () => new OwoxClient(session).AuthenticateAsync(CancellationToken.None));
        Secrets.AssertNoneIn(error);
        return error;
    }
}
