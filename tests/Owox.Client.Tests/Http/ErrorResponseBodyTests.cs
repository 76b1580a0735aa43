using System.Text;
using Xunit;

namespace Owox.Client.Tests.Http;

public sealed class ErrorResponseBodyTests
{
    private const string Path = "/api/data-storages";

    [Fact]
    public async Task The_title_of_an_HTML_page_is_shown()
    {
        var page = "<!doctype html><html><head><TITLE>\n 502 Bad Gateway \n</TITLE></head><body>"
            + new string('x', 10_000) + "</body></html>";

        var error = await GetErrorAsync(Replies.Text(500, "text/html; charset=utf-8", page));

        Assert.Equal("text/html instead of JSON, possibly sent by a proxy: 502 Bad Gateway", error.ServerMessage);
        Assert.Equal(ErrorReason.ServerError, error.Reason);
    }

    [Fact]
    public async Task The_beginning_of_other_text_is_shown()
    {
        var error = await GetErrorAsync(Replies.Text(502, "text/plain", "upstream gone " + new string('x', 100_000)));

        Assert.Contains("upstream gone xxx", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 300, 700);
        Assert.Contains("…", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_message_is_truncated()
    {
        var error = await GetErrorAsync(Replies.Json($$"""{"message":"{{new string('m', 50_000)}}"}""", 424));

        Assert.Equal(new string('m', 2_000) + "…", error.ServerMessage);
    }

    [Fact]
    public async Task Only_the_beginning_of_a_very_large_body_is_read()
    {
        var error = await GetErrorAsync(Replies.Text(500, "text/html", "<title>huge</title>" + new string('x', 300 * 1024)));

        Assert.EndsWith(": huge", error.ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{\"message\":")]
    [InlineData("application/json", "[\"a\"]")]
    [InlineData("application/json", "\"Found. Redirecting\"")]
    public async Task JSON_that_is_not_an_object_is_shown_as_text(string type, string body)
    {
        var error = await GetErrorAsync(Replies.Text(400, type, body));

        Assert.EndsWith(body, error.ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u001b[31mr\u0007ed", "a [31mr ed")]
    [InlineData("one\r\ntwo\u2028three\u0085four", "one  two three four")]
    [InlineData("##vso[task.setvariable variable=x]y", "## vso[task.setvariable variable=x]y")]
    [InlineData("see\n##vso[task.complete]", "see ## vso[task.complete]")]
    [InlineData("##[error]boo", "## [error]boo")]
    public async Task Terminal_and_pipeline_control_sequences_are_neutralized(string sent, string shown)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(sent);

        Assert.Equal(shown, (await GetErrorAsync(Replies.Json($$"""{"message":{{json}}}""", 400))).ServerMessage);
        Assert.EndsWith(": " + shown, (await GetErrorAsync(Replies.Text(400, "text/plain", sent))).ServerMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_body_leaves_the_message_empty()
    {
        var head = Encoding.ASCII.GetBytes("HTTP/1.1 403 No\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"message\":");
        await using var server = new ApiServer().On("/api/external/http-data/data-marts/m.ndjson", async (connection, _) =>
        {
            await connection.SendAsync(head);
            connection.Close();
        });

        var error = await Assert.ThrowsAsync<OwoxPermissionException>(
            () => server.Client().Rows.OpenAsync(new DataMartQuery("m"), CancellationToken.None));

        Assert.Null(error.ServerMessage);
    }

    [Fact]
    public async Task An_endless_body_of_an_error_response_is_not_read_to_the_end()
    {
        await using var server = new ApiServer().On("/api/external/http-data/data-marts/m.ndjson", static async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 500 No\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            await connection.SendAsync(Replies.Chunk("<title>endless</title>"));
            var more = Replies.Chunk(string.Concat(Enumerable.Repeat("x", 60_000)));
            for (var i = 0; i < 2_000; i++)
            {
                await connection.SendAsync(more);
            }

            await connection.WaitForCloseAsync();
        });

        var opening = server.Client(Limits.Short with { Timeout = TimeSpan.FromSeconds(5) }).Rows.OpenAsync(
            new DataMartQuery("m"), CancellationToken.None);
        var error = await Assert.ThrowsAsync<OwoxApiException>(() => opening.WaitAsync(TimeSpan.FromMinutes(2)));

        Assert.Equal(500, error.StatusCode);
    }

    [Fact]
    public async Task Reading_a_stalled_error_response_can_be_canceled()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ApiServer().On("/api/external/http-data/data-marts/m.ndjson", async (connection, _) =>
        {
            await connection.SendAsync(
                "HTTP/1.1 424 No\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + Replies.Chunk("{"));
            cancellation.CancelAfter(TimeSpan.FromSeconds(0.2));
            await connection.WaitForCloseAsync();
        });

        var opening = server.Client().Rows.OpenAsync(new DataMartQuery("m"), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static async Task<OwoxApiException> GetErrorAsync(Reply reply)
    {
        await using var server = new ApiServer().On(Path, reply);
        return await Assert.ThrowsAnyAsync<OwoxApiException>(() => server.Client().Storages.ListAsync(null, CancellationToken.None));
    }
}
