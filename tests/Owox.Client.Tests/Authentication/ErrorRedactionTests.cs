using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class ErrorRedactionTests
{
    private const string Path = "/api/auth/context";

    [Theory]
    [InlineData("""{"statusCode":400,"message":"bad token TOKEN!","error":"TOKEN","requestId":"TOKEN"}""")]
    [InlineData("""{"message":["a TOKEN","b"],"code":"TOKEN"}""")]
    [InlineData("""{"message":"m","details":{"errors":[{"message":"saw TOKEN"}],"headers":{"x-owox-authorization":"Bearer TOKEN"}}}""")]
    [InlineData("""{"message":"m","errorDetails":{"list":["TOKEN"],"TOKEN":1}}""")]
    [InlineData("""{"error":"TOKEN"}""")]
    public async Task A_token_in_a_JSON_error_response_is_redacted(string body)
    {
        await using var server = new ApiServer().On(Path, Echo(body, "application/json"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Projects.GetAuthContextAsync(CancellationToken.None));

        Secrets.AssertNoneIn(error);
        Assert.Contains("Server message: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("***", error.Message + System.Text.Json.JsonSerializer.Serialize(error.Details), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(270)]
    [InlineData(285)]
    [InlineData(299)]
    public async Task A_token_in_a_text_error_response_is_redacted_even_if_the_text_is_truncated(int before)
    {
        await using var server = new ApiServer().On(
            Path, Echo(new string('x', before) + "TOKEN and more of it, and more of it", "text/plain"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Projects.GetAuthContextAsync(CancellationToken.None));

        Secrets.AssertNoneIn(error);
        Assert.DoesNotContain("ACCESS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_the_response_to_an_exchange_is_redacted()
    {
        await using var server = new ApiServer().On(
            ApiServer.ExchangePath,
            Replies.Json($$"""{"message":"bad {{Secrets.KeySecret}}","details":{"sent":"{{Secrets.KeySecret}}" } }""", 400));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Assert.Equal("bad ***", error.ServerMessage);
        Secrets.AssertNoneIn(error);
    }

    // The HTTP stack quotes invalid input in its exceptions and their inner exceptions.
    [Theory]
    [InlineData("HTTP/1.1 broken SECRET\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nSECRET\r\n\r\n")]
    [InlineData("HTTP/1.1 broken BASE64\r\n\r\n")]
    [InlineData("HTTP/1.1 broken %68ush-HUSHMARKS%2Dhush\r\n\r\n")]
    public async Task A_secret_in_a_response_that_is_not_HTTP_is_redacted(string response)
    {
        var text = response
            .Replace("SECRET\r", Secrets.KeySecret + "\r", StringComparison.Ordinal)
            .Replace("BASE64", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("x" + Secrets.KeySecret)), StringComparison.Ordinal);
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Raw(text));

        var error = await Assert.ThrowsAsync<OwoxConnectionException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Secrets.AssertNoneIn(error);
        Assert.DoesNotContain("eGh1c2gt", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_are_omitted_if_redaction_makes_the_JSON_invalid()
    {
        _ = ApiKey.FromParts("https://h", "pmk_1", "ZEBRA\",\"code\":");
        await using var server = new ApiServer().On(Path, Echo("""{"message":"no ZEBRA","code":"x","details":{"a":1}}""", "application/json"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal("no ZEBRA", error.ServerMessage);
        Assert.Null(error.Details);
    }

    // Mono itself repeats a GET when a reused connection breaks, so the server receives one more request.
    [Fact]
    [Trait("Differs on", "Mono")]
    public async Task Reports_to_the_observer_contain_no_secret()
    {
        var recorder = new RequestRecorder();
        await using var server = new ApiServer().On(Path, Replies.Reset, Echo("""{"message":"TOKEN"}""", "application/json"));

        await Assert.ThrowsAsync<OwoxApiException>(
            () => server.Client(Limits.Short with { Retry = new PollyRetryStrategy() }, recorder).Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal(3, recorder.Requests.Count);
        Assert.Single(recorder.Retries);
        Assert.All(recorder.Requests, static call => Secrets.AssertNoneIn(call.ToString()));
        Assert.All(recorder.Retries, static retry => Secrets.AssertNoneIn(retry.ToString()));
    }

    private static Reply Echo(string body, string type) => (connection, request) =>
    {
        var token = request.Header("x-owox-authorization")!["Bearer ".Length..];
        return Replies.Text(400, type, body.Replace("TOKEN", token, StringComparison.Ordinal))(connection, request);
    };
}
