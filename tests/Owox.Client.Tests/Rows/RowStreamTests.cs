using System.Text;
using Owox.Resilience;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class RowStreamTests
{
    [Fact]
    public async Task The_recorded_stream_is_read_with_its_values()
    {
        var sample = Sample.Load("stream.ok-small");
        await using var fixture = new StreamFixture(sample.Reply);
        using var stream = await fixture.OpenAsync();

        var rows = await new RowList().ReadAllAsync(stream);

        Assert.Equal((10L, Encoding.UTF8.GetByteCount(sample.Body)), (stream.RowsReceived, stream.BytesReceived));
        Assert.Equal(["date", "id", "country", "revenue", "cost", "note", "ok", "ts"], rows.Shapes[0].Columns);
        Assert.Single(rows.Shapes.Distinct());
        Assert.Equal(["2026-01-01", 1L, "Ukraine", 0.1, "0", "plain", true, "2026-01-01T00:00:00.000Z"], rows.Rows[0]);
        Assert.Equal("comma, semicolon; tab\there", rows.Rows[1][5]);
        Assert.Equal("line one\nline two", rows.Rows[2][5]);
    }

    [Fact]
    public async Task The_request_is_a_GET_for_NDJSON_with_the_token()
    {
        await using var fixture = new StreamFixture(Replies.Rows("run-1"));
        await fixture.ReadAsync();

        var request = Assert.Single(fixture.Server.Requests);
        Assert.Equal("GET", request.Method);
        Assert.Equal("application/x-ndjson", request.Header("Accept"));
        Assert.Equal("Bearer " + Secrets.Token(1), request.Header("x-owox-authorization"));
    }

    [Fact]
    public async Task A_stream_without_rows_is_empty()
    {
        await using var fixture = new StreamFixture(Sample.Load("stream.empty").Reply);
        using var stream = await fixture.OpenAsync();

        Assert.False(await stream.ReadAsync(new RowList(), CancellationToken.None));
        Assert.Equal((0L, 0L), (stream.RowsReceived, stream.BytesReceived));
        Assert.Equal("f0f75c3a-7a53-4dd8-8b54-cfdc52d210c2", stream.RunId);
    }

    [Fact]
    public async Task Columns_may_change_during_a_stream()
    {
        await using var fixture = new StreamFixture(Replies.Rows("run-1", """{"a":1}""", """{"a":2,"A":3}""", """{"a":4}"""));

        var rows = await fixture.ReadAsync();

        Assert.Equal(["a", "A_2"], rows.Shapes[1].Columns);
        Assert.Same(rows.Shapes[1], rows.Shapes[2]);
        Assert.Equal([2L, 3L], rows.Rows[1]);
        Assert.Equal([4L, null], rows.Rows[2]);
    }

    [Fact]
    public async Task A_row_of_five_megabytes_is_read()
    {
        var text = new string('é', 2_500_000);
        await using var fixture = new StreamFixture(Replies.Rows("run-1", """{"a":"x"}""", $$"""{"a":"{{text}}"}""", """{"a":"y"}"""));

        var rows = await fixture.ReadAsync();

        Assert.Equal(["x", text, "y"], rows.Rows.Select(static row => row[0]));
    }

    [Fact]
    public async Task The_first_byte_may_arrive_after_the_request_timeout()
    {
        var options = Limits.Short;
        await using var fixture = new StreamFixture(static async (connection, _) =>
        {
            await Task.Delay(400);
            await connection.SendAsync(Replies.RowsHead("run-1"));
            await Task.Delay(400);
            await connection.SendAsync(Replies.Chunk("{\"a\":1}\n") + "0\r\n\r\n");
        })
        {
            Options = options with { IdleTimeout = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromMilliseconds(300) },
        };

        // Signs in with the default limits. The stream uses the same token.
        await fixture.Server.Client(options).AuthenticateAsync(CancellationToken.None);

        Assert.Single((await fixture.ReadAsync()).Rows);
    }

    [Fact]
    public async Task A_stream_that_does_not_start_in_time_times_out_and_is_not_retried()
    {
        await using var fixture = new StreamFixture(Replies.NoResponse)
        {
            Options = Limits.Short with { Retry = new PollyRetryStrategy(), FirstByteTimeout = TimeSpan.FromMilliseconds(300) },
        };

        var error = await Assert.ThrowsAsync<OwoxConnectionException>(() => fixture.OpenAsync());

        Assert.Equal(ErrorReason.TimedOut, error.Reason);
        Assert.Contains("the query returned no data within 0.3 s. Request less data, or check the storage.", error.Message, StringComparison.Ordinal);
        Assert.Single(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("text/html", "'text/html'")]
    [InlineData("application/json; charset=utf-8", "'application/json'")]
    [InlineData(null, "'none'")]
    public async Task Another_content_type_is_an_error(string? type, string reported)
    {
        var body = "{\"a\":1}\n"u8.ToArray();
        await using var fixture = new StreamFixture(
            type is null ? Replies.Bytes(200, body) : Replies.Bytes(200, body, "Content-Type: " + type));

        var error = await Assert.ThrowsAsync<OwoxApiException>(() => fixture.OpenAsync());

        Assert.Equal((ErrorReason.UnexpectedResponse, 200), (error.Reason, error.StatusCode));
        Assert.Contains($"its content type is {reported}, not application/x-ndjson", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_query_is_not_sent()
    {
        await using var fixture = new StreamFixture(Replies.Rows("run-1"));

        await Assert.ThrowsAsync<OwoxConfigurationException>(
            () => fixture.Client.Rows.OpenAsync(new DataMartQuery("m") { Limit = 0 }, CancellationToken.None));

        Assert.Equal(0, fixture.Server.Connections);
    }
}
