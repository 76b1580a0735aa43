using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class ExchangeTests
{
    [Fact]
    public async Task A_rejected_key_is_an_error_with_its_ID_and_instructions()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Sample.Load("exchange.wrong-secret").Reply);

        var error = await Assert.ThrowsAsync<OwoxAuthenticationException>(() => AuthenticateAsync(server));

        Assert.Equal(ErrorReason.Unauthorized, error.Reason);
        Assert.Contains($"{server.Origin} rejected the API key {Secrets.KeyId}", error.Message, StringComparison.Ordinal);
        Assert.Contains("invalid, expired or revoked", error.Message, StringComparison.Ordinal);
        Assert.Contains("Server message: Unauthorized", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
        Assert.Equal(1, server.Exchanges);
    }

    [Fact]
    public async Task A_server_without_the_route_is_reported_as_not_an_OWOX_server()
    {
        await using var server = new ApiServer().On(
            ApiServer.ExchangePath, Replies.Text(404, "text/html", "<html><title>Not here</title></html>"));

        var error = await Assert.ThrowsAsync<OwoxNotFoundException>(() => AuthenticateAsync(server));

        Assert.Equal(ErrorReason.NotFound, error.Reason);
        Assert.Contains("does not have the API of OWOX Data Marts", error.Message, StringComparison.Ordinal);
        Assert.Contains("Not here", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"accessToken":null}""")]
    [InlineData("""{"accessToken":5}""")]
    [InlineData("""{"accessToken":""}""")]
    [InlineData("""{"accessToken":" "}""")]
    [InlineData("""["ACCESSTOKEN"]""")]
    public async Task A_response_without_a_token_is_an_error_with_the_missing_field(string body)
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Json(body));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => AuthenticateAsync(server));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Contains("$.accessToken", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
    }

    [Fact]
    public async Task A_response_that_is_not_JSON_is_an_error_without_its_text()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Json("""{"accessToken":"ACCESSTOKEN" oops"""));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => AuthenticateAsync(server));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Contains("not JSON", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
    }

    [Theory]
    [InlineData("900", 900)]
    [InlineData("0.5", 0.5)]
    public async Task The_lifetime_is_read_from_the_response(string seconds, double expected)
    {
        var clock = new FakeClock();
        await using var server = new ApiServer().On(
            ApiServer.ExchangePath, Replies.Json($$"""{"accessToken":"t","accessTokenExpiresIn":{{seconds}}}"""));
        var session = server.Connect(Limits.Short with { Clock = clock.Read });

        await new OwoxClient(session).AuthenticateAsync(CancellationToken.None);

        Assert.Equal(clock.Now.AddSeconds(expected), session.AccessTokenExpiresAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","accessTokenExpiresIn":null""")]
    [InlineData(""","accessTokenExpiresIn":"900" """)]
    [InlineData(""","accessTokenExpiresIn":0""")]
    [InlineData(""","accessTokenExpiresIn":-5""")]
    [InlineData(""","accessTokenExpiresIn":1e300""")]
    public async Task An_invalid_lifetime_is_ignored(string field)
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Json($$"""{"accessToken":"t"{{field}}}"""));
        var session = server.Connect();

        await new OwoxClient(session).AuthenticateAsync(CancellationToken.None);

        Assert.Null(session.AccessTokenExpiresAt);
    }

    [Fact]
    public async Task A_secret_with_quotes_and_backslashes_is_sent_unchanged()
    {
        await using var server = new ApiServer();
        const string Odd = "a\"b\\c\u00e9";

        await new OwoxClient(server.Connect(key: server.Key(secret: Odd))).AuthenticateAsync(CancellationToken.None);

        using var body = System.Text.Json.JsonDocument.Parse(server.RequestsTo(ApiServer.ExchangePath)[0].Body);
        Assert.Equal(Odd, body.RootElement.GetProperty("apiKeySecret").GetString());
    }

    private static Task AuthenticateAsync(ApiServer server) => server.Client().AuthenticateAsync(CancellationToken.None);
}
