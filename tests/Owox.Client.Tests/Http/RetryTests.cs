using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class RetryTests
{
    private const string Path = "/api/auth/context";
    private const string ValidBody = """{"userId":"u","projectId":"p"}""";
    private readonly RequestRecorder _recorder = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_transient_status_is_tried_up_to_four_times(int status)
    {
        await using var server = new ApiServer().On(
            Path, Replies.Empty(status), Replies.Empty(status), Replies.Empty(status), Replies.Json(ValidBody));

        var context = await GetAsync(server);

        Assert.Equal("u", context!.UserId);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal([(2, 4), (3, 4), (4, 4)], _recorder.Retries.Select(static r => (r.NextAttempt, r.MaxAttempts)));
        Assert.All(_recorder.Retries, retry => Assert.Equal($"status {status}", retry.Cause));
    }

    [Fact]
    public async Task The_fourth_error_response_is_the_result()
    {
        await using var server = new ApiServer().On(Path, Replies.Json("""{"message":"down for maintenance"}""", 503));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => GetAsync(server));

        Assert.Equal((ErrorReason.ServerError, 503), (error.Reason, error.StatusCode));
        Assert.Contains("down for maintenance", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_up_to_four_times()
    {
        await using var server = new ApiServer().On(Path, Replies.Reset, Replies.Reset, Replies.Reset, Replies.Json(ValidBody));

        Assert.NotNull(await GetAsync(server));

        Assert.Equal(4, server.Requests.Count);
        Assert.All(_recorder.Retries, static retry => Assert.Contains("The connection to", retry.Cause, StringComparison.Ordinal));
    }

    // Mono itself repeats a GET when a reused connection breaks, so the server receives one more request.
    [Fact]
    [Trait("Differs on", "Mono")]
    public async Task A_connection_that_breaks_four_times_is_a_failed_connection()
    {
        await using var server = new ApiServer().On(Path, Replies.Reset);

        var error = await Assert.ThrowsAsync<OwoxConnectionException>(() => GetAsync(server));

        Assert.Equal(ErrorReason.ConnectionFailed, error.Reason);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task The_exchange_is_retried_with_its_body()
    {
        await using var server = new ApiServer().On(ApiServer.ExchangePath, Replies.Empty(503), Replies.Json("""{"accessToken":"t"}"""));
        await server.Client(Retrying()).AuthenticateAsync(CancellationToken.None);

        Assert.Equal(2, server.Exchanges);
        Assert.All(
            server.RequestsTo(ApiServer.ExchangePath), static request => Assert.Contains(Secrets.KeySecret, request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Canceling_ends_the_delay_before_a_retry()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ApiServer().On(Path, Replies.Empty(503, "Retry-After: 60"));
        var waiting = new OwoxClient(server.Connect(Retrying()), _recorder).Projects.GetAuthContextAsync(cancellation.Token);
        while (_recorder.Retries.IsEmpty)
        {
            await Task.Delay(10);
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Single(server.Requests);
    }

    private static OwoxSessionOptions Retrying() => Limits.Short with { Retry = new PollyRetryStrategy() };

    private Task<AuthContext?> GetAsync(ApiServer server, TimeSpan? timeout = null) =>
        server.Client(Retrying() with { Timeout = timeout ?? TimeSpan.FromSeconds(20) }, _recorder).Projects.GetAuthContextAsync(
            CancellationToken.None);
}
