using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ErrorResponseTests
{
    private const string Path = "/api/data-storages";

    [Fact]
    public async Task The_first_error_format_provides_message_code_details_and_request_ID()
    {
        var error = await GetErrorAsync(Replies.Json(
            """
            {"statusCode":400,"message":"Unknown scope","timestamp":"2026-11-21T00:31:23.303Z","path":"/api/x?y=1",
             "code":"BAD_SCOPE","errorDetails":{"scope":"galaxy","n":1,"f":1.5,"ok":true,"none":null,"list":["a",1]},"requestId":"req-1"}
            """,
            400));

        Assert.Equal(
            (400, "BAD_SCOPE", "Unknown scope", "req-1"), (error.StatusCode, error.Code, error.ServerMessage, error.RequestId));
        Assert.Equal(("GET", Path, ErrorReason.RequestInvalid), (error.Method, error.RequestPath, error.Reason));
        Assert.Equal(
            $"GET {Path} failed with status 400. Correct the request according to the server's message. Server message: Unknown scope", error.Message);
        Assert.Equal("galaxy", error.Details!["scope"]);
        Assert.Equal(1L, error.Details["n"]);
        Assert.Equal(1.5, error.Details["f"]);
        Assert.Equal(true, error.Details["ok"]);
        Assert.Null(error.Details["none"]);
        Assert.Equal(["a", 1L], Assert.IsType<object?[]>(error.Details["list"]));
    }

    [Fact]
    public async Task The_second_error_format_provides_a_code_and_a_list_of_errors()
    {
        var error = await GetErrorAsync(Replies.Json(
            """
            {"message":"Request validation failed","error":"Bad Request","statusCode":400,
             "details":{"errors":[{"message":"name should not be empty."},{"message":"name must be text."}]}}
            """,
            400));

        Assert.Equal("Bad Request", error.Code);
        Assert.Equal("Request validation failed: name should not be empty.; name must be text.", error.ServerMessage);
        Assert.NotNull(error.Details!["errors"]);
    }

    [Fact]
    public async Task Errors_with_a_code_and_no_message_are_shown()
    {
        var error = await GetErrorAsync(Sample.Load("stream.aggregation-not-allowed-for-field").Reply);

        Assert.Contains("Output controls validation failed", error.ServerMessage, StringComparison.Ordinal);
        Assert.Contains("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_FIELD", error.Message, StringComparison.Ordinal);
        Assert.Contains("order_id", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"Invalid email or password","code":"INVALID"}""", "Invalid email or password", "INVALID")]
    [InlineData("""{"error":"Unauthorized"}""", "Unauthorized", "Unauthorized")]
    [InlineData("""{"message":["a","b"],"error":"E"}""", "a; b", "E")]
    [InlineData("""{"message":[],"error":"E"}""", null, "E")]
    [InlineData("""{"message":{"x":1},"error":"E"}""", "E", "E")]
    [InlineData("""{"message":5,"code":7}""", null, null)]
    [InlineData("""{"details":"none","message":"m"}""", "m", null)]
    [InlineData("""{"details":{"errors":"none"},"message":"m"}""", "m", null)]
    [InlineData("""{"details":{"errors":[1,null,"x"]},"message":"m"}""", "m", null)]
    [InlineData("{}", null, null)]
    public async Task Every_error_format_is_read(string body, string? message, string? code)
    {
        var error = await GetErrorAsync(Replies.Json(body, 400));

        Assert.Equal((message, code), (error.ServerMessage, error.Code));
        Assert.Equal(message is not null, error.Message.Contains("Server message: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_that_is_cut_within_a_character_is_shown()
    {
        var error = await GetErrorAsync(Replies.Json("""{"message":"cut \ud83d","details":{"a":"\ud83d","b":"whole"}}""", 400));

        Assert.Equal(400, error.StatusCode);
        Assert.Contains("cut", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_ID_of_an_error_response_is_the_one_that_was_sent()
    {
        await using var server = new ApiServer().On(Path, static (connection, request) =>
            Replies.Json($$"""{"message":"m","requestId":"{{request.Header("X-Request-Id")}}"}""", 400)(connection, request));
        var recorder = new RequestRecorder();

        var error = await Assert.ThrowsAsync<OwoxApiException>(
            () => server.Client(observer: recorder).Storages.ListAsync(null, CancellationToken.None));

        Assert.Equal(System.Linq.Enumerable.Last(recorder.Requests).RequestId, error.RequestId);
    }

    [Theory]
    [InlineData(400, ErrorReason.RequestInvalid)]
    [InlineData(401, ErrorReason.Unauthorized)]
    [InlineData(403, ErrorReason.Forbidden)]
    [InlineData(404, ErrorReason.NotFound)]
    [InlineData(408, ErrorReason.TimedOut)]
    [InlineData(409, ErrorReason.RequestInvalid)]
    [InlineData(413, ErrorReason.RequestInvalid)]
    [InlineData(414, ErrorReason.RequestInvalid)]
    [InlineData(424, ErrorReason.StorageFailed)]
    [InlineData(429, ErrorReason.RateLimited)]
    [InlineData(431, ErrorReason.RequestInvalid)]
    [InlineData(500, ErrorReason.ServerError)]
    [InlineData(501, ErrorReason.ServerError)]
    [InlineData(503, ErrorReason.ServerError)]
    [InlineData(304, ErrorReason.UnexpectedResponse)]
    public async Task An_empty_body_leaves_the_message_empty(int status, string reason)
    {
        var error = await GetErrorAsync(Replies.Empty(status));

        Assert.Equal((status, reason, null), (error.StatusCode, error.Reason, error.ServerMessage));
        Assert.DoesNotContain("Server message", error.Message, StringComparison.Ordinal);
    }

    private static async Task<OwoxApiException> GetErrorAsync(Reply reply)
    {
        await using var server = new ApiServer().On(Path, reply);
        return await Assert.ThrowsAnyAsync<OwoxApiException>(() => server.Client().Storages.ListAsync(null, CancellationToken.None));
    }
}
