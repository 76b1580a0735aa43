using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests;

public sealed class EchoedSecretTests
{
    private const string Path = "/api/auth/context";

    [Theory]
    [InlineData("""{"statusCode":400,"message":"bad token TOKEN!","error":"TOKEN","requestId":"TOKEN"}""")]
    [InlineData("""{"message":["a TOKEN","b"],"code":"TOKEN"}""")]
    [InlineData("""{"message":"m","details":{"errors":[{"message":"saw TOKEN"}],"headers":{"x-owox-authorization":"Bearer TOKEN"}}}""")]
    [InlineData("""{"message":"m","errorDetails":{"list":["TOKEN"],"TOKEN":1}}""")]
    [InlineData("""{"error":"TOKEN"}""")]
    public async Task A_token_that_the_server_echoes_in_JSON_is_masked(string body)
    {
        await using var server = new ApiServer().On(Path, Echo(body, "application/json"));

        var refused = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Project.GetAuthContextAsync(CancellationToken.None));

        Secrets.AssertNoneIn(refused);
        Assert.Contains("The server said: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("***", refused.Message + System.Text.Json.JsonSerializer.Serialize(refused.Details), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(270)]
    [InlineData(285)]
    [InlineData(299)]
    public async Task A_token_that_a_page_echoes_is_masked_even_where_the_text_is_cut(int before)
    {
        await using var server = new ApiServer().On(
            Path, Echo(new string('x', before) + "TOKEN and more of it, and more of it", "text/plain"));

        var refused = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Project.GetAuthContextAsync(CancellationToken.None));

        Secrets.AssertNoneIn(refused);
        Assert.DoesNotContain("ACCESS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_exchange_echoes_is_masked()
    {
        await using var server = new ApiServer().On(
            ApiServer.ExchangePath,
            Replies.Json($$"""{"message":"bad {{Secrets.KeySecret}}","details":{"sent":"{{Secrets.KeySecret}}" } }""", 400));

        var refused = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Assert.Equal("bad ***", refused.ServerMessage);
        Secrets.AssertNoneIn(refused);
    }

    // The HTTP stack quotes what it cannot read, also in its inner exceptions.
    [Theory]
    [InlineData("HTTP/1.1 broken SECRET\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nSECRET\r\n\r\n")]
    [InlineData("HTTP/1.1 broken BASE64\r\n\r\n")]
    [InlineData("HTTP/1.1 broken %68ush-HUSHMARKS%2Dhush\r\n\r\n")]
    public async Task A_secret_in_an_answer_that_is_no_HTTP_is_masked(string answer)
    {
        var text = answer
            .Replace("SECRET\r", Secrets.KeySecret + "\r", StringComparison.Ordinal)
            .Replace("BASE64", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("x" + Secrets.KeySecret)), StringComparison.Ordinal);
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Raw(text));

        var fault = await Assert.ThrowsAsync<OwoxConnectionException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Secrets.AssertNoneIn(fault);
        Assert.DoesNotContain("eGh1c2gt", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_whose_JSON_a_secret_breaks_is_read_without_its_details()
    {
        _ = ApiKey.FromParts("https://h", "pmk_1", "ZEBRA\",\"code\":");
        await using var server = new ApiServer().On(Path, Echo("""{"message":"no ZEBRA","code":"x","details":{"a":1}}""", "application/json"));

        var refused = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Project.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal("no ZEBRA", refused.ServerMessage);
        Assert.Null(refused.Details);
    }

    // Mono itself sends a GET again where a connection that was used before breaks, so that the server is asked once more.
    [Fact]
    [Trait("Differs on", "Mono")]
    public async Task What_is_reported_of_each_call_holds_no_secret()
    {
        var recorder = new CallRecorder();
        await using var server = new ApiServer().On(Path, Replies.Reset, Echo("""{"message":"TOKEN"}""", "application/json"));

        await Assert.ThrowsAsync<OwoxApiException>(
            () => server.Client(Limits.Short with { Retry = new PollyRetryStrategy() }, recorder).Project.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal(3, recorder.Calls.Count);
        Assert.Single(recorder.Retries);
        Assert.All(recorder.Calls, static call => Secrets.AssertNoneIn(call.ToString()));
        Assert.All(recorder.Retries, static retry => Secrets.AssertNoneIn(retry.ToString()));
    }

    private static Reply Echo(string body, string type) => (wire, ask) =>
    {
        var token = ask.Header("x-owox-authorization")!["Bearer ".Length..];
        return Replies.Text(400, type, body.Replace("TOKEN", token, StringComparison.Ordinal))(wire, ask);
    };
}
