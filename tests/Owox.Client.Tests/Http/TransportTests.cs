using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class TransportTests
{
    private const string Path = "/api/auth/context";
    private const string ValidBody = """{"userId":"u","projectId":"p"}""";

    [Fact]
    public async Task Every_request_has_a_separate_ID_that_the_observer_receives()
    {
        var recorder = new RequestRecorder();
        await using var server = new ApiServer().On(Path, Replies.Json(ValidBody));

        await server.Client(observer: recorder).Projects.GetAuthContextAsync(CancellationToken.None);

        var sent = server.RequestsTo(ApiServer.ExchangePath).Concat(server.Requests).Select(static request => request.Header("X-Request-Id")).ToList();
        Assert.Equal(sent, recorder.Requests.Select(static call => call.RequestId));
        Assert.Equal(2, sent.Distinct().Count());
        Assert.All(sent, static id => Assert.False(string.IsNullOrEmpty(id)));
    }

    [Fact]
    public async Task All_attempts_of_one_request_have_the_same_ID()
    {
        await using var server = new ApiServer().On(Path, Replies.Empty(503), Replies.Json(ValidBody));

        await server.Client(Limits.Short with { Retry = new PollyRetryStrategy() }).Projects.GetAuthContextAsync(CancellationToken.None);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].Header("X-Request-Id"), server.Requests[1].Header("X-Request-Id"));
    }

    [Fact]
    public async Task The_user_agent_is_read_from_the_options()
    {
        await using var server = new ApiServer().On(Path, Replies.Json(ValidBody));

        await server.Client(Limits.Short with { UserAgent = "Owox.PowerShell/1.2 (PowerShell 7.5)" }).Projects.GetAuthContextAsync(
            CancellationToken.None);

        Assert.Equal("Owox.PowerShell/1.2 (PowerShell 7.5)", Assert.Single(server.Requests).Header("User-Agent"));
        Assert.Equal("Owox.Client", new OwoxSessionOptions().UserAgent);
    }

    [Fact]
    public async Task The_observer_receives_method_path_status_and_run_ID_but_no_query()
    {
        var recorder = new RequestRecorder();
        await using var server = new ApiServer().On("/api/data-storages", Replies.Json("[]", 200, "x-owox-run-id: run-1"));

        await server.Client(observer: recorder).Storages.ListAsync("no_owners", CancellationToken.None);

        Assert.Equal("/api/data-storages?ownerFilter=no_owners", Assert.Single(server.Requests).Target);
        var call = recorder.Requests.Last();
        Assert.Equal(("GET", "/api/data-storages", 200, "run-1"), (call.Method, call.Path, call.StatusCode, call.RunId));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = new ApiServer();
        await using var server = new ApiServer().On(Path, Replies.Empty(status, $"Location: {elsewhere.Origin}/sign-in?next=1"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal((ErrorReason.UnexpectedResponse, status), (error.Reason, error.StatusCode));
        Assert.Contains("Redirects are not followed", error.Message, StringComparison.Ordinal);
        Assert.Contains($"it redirects to {elsewhere.Origin}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("next=1", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task The_exchange_does_not_follow_a_redirect_either()
    {
        await using var elsewhere = new ApiServer();
        await using var server = new ApiServer().On(
            ApiServer.ExchangePath, Replies.Empty(307, $"Location: {elsewhere.Origin}{ApiServer.ExchangePath}"));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => server.Client().AuthenticateAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.UnexpectedResponse, error.Reason);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await using var server = new ApiServer().On(Path, Replies.Json(ValidBody, 200, "Set-Cookie: a=b; Path=/"));
        var client = server.Client();

        await client.Projects.GetAuthContextAsync(CancellationToken.None);
        await client.Projects.GetAuthContextAsync(CancellationToken.None);

        Assert.All(server.Requests, static request => Assert.Null(request.Header("Cookie")));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=windows-1251")]
    public async Task Text_is_read_as_UTF_8_regardless_of_the_charset(string type)
    {
        await using var server = new ApiServer().On(
            Path,
            Replies.Text(200, type, """{"userId":"u","projectId":"p","projectTitle":"Замовлення – ✓"}"""),
            Replies.Text(400, type, """{"message":"Немає доступу – ✗"}"""));
        var client = server.Client();

        Assert.Equal("Замовлення – ✓", (await client.Projects.GetAuthContextAsync(CancellationToken.None))!.ProjectTitle);
        var error = await Assert.ThrowsAsync<OwoxApiException>(() => client.Projects.GetAuthContextAsync(CancellationToken.None));
        Assert.Equal("Немає доступу – ✗", error.ServerMessage);
    }

    [Fact]
    public async Task Canceling_a_request_is_not_a_connection_error()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ApiServer().On(Path, async (connection, request) =>
        {
            await cancellation.CancelAsync();
            await Replies.NoResponse(connection, request);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client().Projects.GetAuthContextAsync(cancellation.Token));
    }
}
