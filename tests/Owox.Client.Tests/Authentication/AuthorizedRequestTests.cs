using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Authentication;

public sealed class AuthorizedRequestTests
{
    private const string Path = "/api/auth/context";
    private const string ValidBody = """{"userId":"u","projectId":"p"}""";
    private const string Unauthorized = """{"statusCode":401,"message":"Authentication failed"}""";

    [Fact]
    public async Task The_exchange_sends_the_key_ID_as_a_header_and_the_secret_in_the_body()
    {
        await using var server = new ApiServer().On(Path, Replies.Json(ValidBody));
        await server.Client().Projects.GetAuthContextAsync(CancellationToken.None);

        var request = Assert.Single(server.RequestsTo(ApiServer.ExchangePath));
        Assert.Equal("POST", request.Method);
        Assert.Equal(Secrets.KeyId, request.Header("X-OWOX-Api-Key-Id"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Null(request.Header("x-owox-authorization"));
        Assert.Equal($$"""{"apiKeySecret":"{{Secrets.KeySecret}}"}""", request.Body);
    }

    [Fact]
    public async Task A_request_sends_the_token_and_the_key_ID()
    {
        await using var server = new ApiServer().On(Path, Replies.Json(ValidBody));
        await server.Client().Projects.GetAuthContextAsync(CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.Equal("Bearer " + Secrets.Token(1), request.Header("x-owox-authorization"));
        Assert.Equal(Secrets.KeyId, request.Header("X-OWOX-Api-Key-Id"));
        Assert.Null(request.Header("Authorization"));
    }

    [Fact]
    public async Task A_rejected_token_is_renewed_once()
    {
        await using var server = new ApiServer().On(Path, Replies.Json(Unauthorized, 401), Replies.Json(ValidBody));

        var context = await server.Client().Projects.GetAuthContextAsync(CancellationToken.None);

        Assert.Equal("u", context!.UserId);
        Assert.Equal(2, server.Exchanges);
        Assert.Equal("Bearer " + Secrets.Token(2), server.Requests[1].Header("x-owox-authorization"));
    }

    [Fact]
    public async Task A_second_401_is_an_error_and_the_next_request_gets_a_new_token()
    {
        await using var server = new ApiServer().On(
            Path, Replies.Json(Unauthorized, 401), Replies.Json(Unauthorized, 401), Replies.Json(ValidBody));
        var client = server.Client();

        var error = await Assert.ThrowsAsync<OwoxAuthenticationException>(() => client.Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.Unauthorized, error.Reason);
        Assert.Equal(401, error.StatusCode);
        Assert.Contains("even with a new access token", error.Message, StringComparison.Ordinal);
        Assert.Contains("Authentication failed", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
        Assert.Equal((2, 2), (server.Requests.Count, server.Exchanges));

        await client.Projects.GetAuthContextAsync(CancellationToken.None);
        Assert.Equal((3, 3), (server.Requests.Count, server.Exchanges));
    }

    [Fact]
    public async Task A_403_is_not_retried()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"statusCode":403,"message":"Access denied by api key"}""", 403));

        var error = await Assert.ThrowsAsync<OwoxPermissionException>(
            () => server.Client(Limits.Short with { Retry = new PollyRetryStrategy() }).Projects.GetAuthContextAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.Forbidden, error.Reason);
        Assert.Contains("Access denied by api key", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (server.Requests.Count, server.Exchanges));
    }

    [Fact]
    public async Task Parallel_requests_of_a_new_session_share_one_exchange()
    {
        await using var server = new ApiServer().On(Path, Replies.Json(ValidBody));
        var client = server.Client();

        await Task.WhenAll(Array.ConvertAll(new int[50], _ => client.Projects.GetAuthContextAsync(CancellationToken.None)));

        Assert.Equal((50, 1), (server.Requests.Count, server.Exchanges));
    }

    [Fact]
    public async Task Reauthenticating_requests_a_new_token()
    {
        await using var server = new ApiServer();
        var client = server.Client();
        await client.AuthenticateAsync(CancellationToken.None);
        await client.AuthenticateAsync(CancellationToken.None);
        Assert.Equal(1, server.Exchanges);

        await client.ReauthenticateAsync(CancellationToken.None);

        Assert.Equal(2, server.Exchanges);
    }

    [Fact]
    public async Task The_context_is_null_if_the_server_does_not_support_it()
    {
        await using var server = new ApiServer();

        Assert.Null(await server.Client().Projects.GetAuthContextAsync(CancellationToken.None));
    }
}
