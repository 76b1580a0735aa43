using System.Net.Sockets;
using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Http.Tls;
using Xunit;

namespace Owox.Client.Tests.Http;

/// <summary>Errors of the network that a test cannot cause.</summary>
public sealed class ConnectionErrorTranslatorTests
{
    [Theory]
    [InlineData(SocketError.HostUnreachable, "the host or its network cannot be reached")]
    [InlineData(SocketError.NetworkUnreachable, "the host or its network cannot be reached")]
    [InlineData(SocketError.TimedOut, "the host did not respond")]
    public void The_message_contains_the_cause(SocketError code, string cause)
    {
        var error = Translate(HttpMethod.Get, new HttpRequestException("sent", new SocketException((int)code)));

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
        Assert.Equal($"The connection to http://127.0.0.1:1 failed: {cause}. Check the origin, the network and the proxy.", error.Message);
    }

    [Fact]
    public void A_change_that_the_host_may_have_received_has_an_unknown_outcome()
    {
        var error = Translate(HttpMethod.Put, new HttpRequestException("sent", new SocketException((int)SocketError.TimedOut)));

        Assert.Equal(ErrorReason.OutcomeUnknown, error.Reason);
        Assert.Contains("No complete response to PUT /x was received from http://127.0.0.1:1: the host did not respond.", error.Message, StringComparison.Ordinal);
    }

#if NET8_0_OR_GREATER
    [Fact]
    public void A_proxy_that_rejects_the_connection_without_a_status_is_reported()
    {
        var exception = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The tunnel was closed.");
        var options = Limits.Short with { Network = new NetworkOptions { Proxy = ProxyAddress.From(new Uri("http://proxy.example:8080")) } };

        var error = new ConnectionErrorTranslator(ApiOrigin.Parse("https://owox.example"), options, new ServerCertificateValidator(options.Network))
            .Translate(exception, new ApiRequest(HttpMethod.Get, "/x"), limitReached: false, handshakes: 0);

        Assert.Equal((ErrorReason.ProxyRefused, ErrorOption.Proxy), (error.Reason, error.Option));
        Assert.Contains(
            "The proxy http://proxy.example:8080 rejected the connection to https://owox.example: it did not return a reason. It may not know this host", error.Message, StringComparison.Ordinal);
    }
#endif

    private static OwoxConnectionException Translate(HttpMethod method, Exception exception)
    {
        var options = Limits.Short;
        return new ConnectionErrorTranslator(ApiOrigin.Parse("http://127.0.0.1:1"), options, new ServerCertificateValidator(options.Network))
            .Translate(exception, new ApiRequest(method, "/x"), limitReached: false, handshakes: 0);
    }
}
