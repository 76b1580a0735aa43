using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ConnectionErrorTests
{
    private const string Path = "/api/auth/context";

    [Fact]
    public async Task A_port_without_a_listener_is_reported_as_refused()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var error = await GetErrorAsync($"http://127.0.0.1:{port}");

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
        Assert.Contains($"The connection to http://127.0.0.1:{port} failed: the connection was refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_names_a_host_that_does_not_exist()
    {
        var error = await GetErrorAsync("https://no-such-host.invalid");

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
        Assert.Contains("the host name 'no-such-host.invalid' cannot be resolved", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task A_port_without_TLS_is_reported_as_a_TLS_error(string greeting)
    {
        await using var plain = new SocketServer(async connection =>
        {
            await connection.SendAsync(greeting);
            connection.Close();
            await connection.WaitForCloseAsync();
        });

        var error = await GetErrorAsync($"https://127.0.0.1:{plain.Port}");

        Assert.Equal(ErrorReason.TlsFailed, error.Reason);
        Assert.Contains($"A secure connection to https://127.0.0.1:{plain.Port} could not be established", error.Message, StringComparison.Ordinal);
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_respond_times_out()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.NoResponse);

        var error = await GetErrorAsync(server.Origin, Limits.Short with { Timeout = TimeSpan.FromSeconds(0.3) });

        Assert.Equal(ErrorReason.TimedOut, error.Reason);
        Assert.Contains("no response was received within 0.3 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stalls_during_a_response_times_out()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            await connection.WaitForCloseAsync();
        });

        var error = await GetErrorAsync(server.Origin, Limits.Short with { Timeout = TimeSpan.FromSeconds(0.3) });

        Assert.Equal(ErrorReason.TimedOut, error.Reason);
    }

    [Fact]
    public async Task A_connection_that_is_not_established_times_out()
    {
        // The connection timeout includes the TLS handshake.
        await using var silent = new SocketServer(static connection => connection.WaitForCloseAsync());

        var error = await GetErrorAsync(
            $"https://127.0.0.1:{silent.Port}", Limits.Short with { ConnectTimeout = TimeSpan.FromSeconds(0.3) });

        Assert.Equal(ErrorReason.TimedOut, error.Reason);
        Assert.Contains("the connection was not established within 0.3 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorOption.ConnectTimeout, error.Option);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"accessToken\":\"ACCESSTOKEN")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"acc\r\n")]
    [InlineData("HTTP/1.1 200")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    public async Task A_response_that_is_truncated_or_not_HTTP_is_a_failed_connection(string bytes)
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Raw(bytes));

        var error = await GetErrorAsync(server.Origin);

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
        Assert.Contains("the connection ended before a response was received", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_with_a_wrong_content_encoding_is_a_failed_connection()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Bytes(
            200, "not gzip at all"u8.ToArray(), "Content-Type: application/json", "Content-Encoding: gzip"));

        var error = await GetErrorAsync(server.Origin);

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
    }

    [Fact]
    public async Task The_observer_is_notified_of_a_request_without_a_response()
    {
        var recorder = new RequestRecorder();
        await using var server = new ApiServer().On(Path, Replies.Reset);

        await Assert.ThrowsAsync<OwoxConnectionException>(
            () => server.Client(observer: recorder).Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal([200, null], System.Linq.Enumerable.Select(recorder.Requests, static call => call.StatusCode));
    }

    private static async Task<OwoxConnectionException> GetErrorAsync(string origin, OwoxSessionOptions? options = null)
    {
        var key = ApiKey.FromParts(origin, Secrets.KeyId, Secrets.KeySecret);
        using var session = OwoxSession.ForApiKey(key, options ?? Limits.Short);
        var error = await Assert.ThrowsAsync<OwoxConnectionException>(
            () => new OwoxClient(session).AuthenticateAsync(CancellationToken.None));
        Secrets.AssertNoneIn(error);
        return error;
    }
}
