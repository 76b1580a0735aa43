using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class IncompleteStreamTests
{
    private const string TwoRows = "{\"a\":1}\n{\"a\":2}\n";

    [Theory]
    [InlineData(TwoRows)]
    [InlineData(TwoRows + "{\"a\":")]
    public async Task A_chunked_stream_without_the_last_chunk_is_incomplete(string sent) =>
        await IncompleteAsync(Replies.Raw(Replies.RowsHead("run-1") + Replies.Chunk(sent)), "the connection was lost");

    [Fact]
    public async Task A_stream_with_a_truncated_chunk_is_incomplete() =>
        await IncompleteAsync(Replies.Raw(Replies.RowsHead("run-1") + "ff\r\n" + TwoRows), "the connection was lost");

    [Theory]
    [InlineData(TwoRows)]
    [InlineData(TwoRows + "{\"a\"")]
    public async Task A_stream_shorter_than_its_content_length_is_incomplete(string sent) =>
        await IncompleteAsync(Replies.Raw(Replies.RowsHead("run-1", "Content-Length: 1000") + sent), "the connection was lost");

    [Theory]
    [InlineData("{\"a\":3}")]
    [InlineData("{\"a\":")]
    [InlineData(" ")]
    public async Task A_stream_that_ends_without_a_newline_is_incomplete(string last) =>
        await IncompleteAsync(Replies.Raw(Replies.RowsHead("run-1", null) + TwoRows + last), "it ended in the middle of a row");

    [Fact]
    public async Task A_stream_with_a_reset_connection_is_incomplete()
    {
        var received = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var fixture = new StreamFixture(async (connection, _) =>
        {
            await connection.SendAsync(Replies.RowsHead("run-1") + Replies.Chunk(TwoRows));
            await received.Task;
            connection.Reset();
        });
        using var stream = await fixture.OpenAsync();
        var rows = new RowList();
        while (stream.RowsReceived < 2)
        {
            Assert.True(await stream.ReadAsync(rows, CancellationToken.None));
        }

        received.SetResult(true);

        var error = await Assert.ThrowsAsync<OwoxStreamException>(() => stream.ReadAsync(rows, CancellationToken.None));
        AssertIncomplete(error, "the connection was lost");
    }

    [Fact]
    public async Task A_stream_that_stalls_is_incomplete()
    {
        var error = await IncompleteAsync(
            async (connection, _) =>
            {
                await connection.SendAsync(Replies.RowsHead("run-1") + Replies.Chunk(TwoRows));
                await connection.WaitForCloseAsync();
            },
            "no data was received for 0.3 s",
            TimeSpan.FromSeconds(0.3));

        Assert.Contains("after 2 rows (run run-1)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_record_detects_a_stream_truncated_at_a_line_end()
    {
        await using var fixture = new StreamFixture(Replies.Raw(Replies.RowsHead("run-1", null) + TwoRows));
        fixture.Server.On(StreamFixture.RunPath, Replies.Json(StreamFixture.Success(3)));

        var error = await Assert.ThrowsAsync<OwoxStreamException>(fixture.VerifyAsync);

        Assert.Equal((ErrorReason.StreamIncomplete, 2L), (error.Reason, error.RowsReceived));
        Assert.Contains("2 rows were received, but the server recorded 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_stream_is_read()
    {
        var zipped = Zip(TwoRows);
        await using var fixture = new StreamFixture(
            Replies.Bytes(200, zipped, "Content-Type: application/x-ndjson", "Content-Encoding: gzip"));

        Assert.Equal([1L, 2L], (await fixture.ReadAsync()).Rows.Select(static row => row[0]));
    }

    [Fact]
    public async Task A_truncated_compressed_stream_is_incomplete()
    {
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(static i =>
            $"{{\"a\":\"{Convert.ToHexString(SHA256.HashData(BitConverter.GetBytes(i)))}\"}}\n"));
        var zipped = Zip(text);
        var head = Encoding.ASCII.GetBytes(Replies.RowsHead("run-1", "Content-Encoding: gzip"));
        await using var fixture = new StreamFixture(async (connection, _) =>
        {
            await connection.SendAsync([.. head, .. zipped[..(zipped.Length / 2)]]);
            connection.Close();
        });

        var error = await Assert.ThrowsAsync<OwoxStreamException>(fixture.ReadAsync);

        Assert.Equal((ErrorReason.StreamIncomplete, "run-1"), (error.Reason, error.RunId));
        Assert.InRange(error.RowsReceived, 1, 4_999);
    }

    [Fact]
    public async Task A_stream_with_a_wrong_content_encoding_is_incomplete()
    {
        await using var fixture = new StreamFixture(Replies.Bytes(
            200, Encoding.UTF8.GetBytes(TwoRows), "Content-Type: application/x-ndjson", "Content-Encoding: gzip"));

        Assert.Equal(ErrorReason.StreamIncomplete, (await Assert.ThrowsAsync<OwoxStreamException>(fixture.ReadAsync)).Reason);
    }

    [Fact]
    public async Task After_the_first_byte_a_stream_is_not_retried()
    {
        await using var fixture = new StreamFixture(
            Replies.Raw(Replies.RowsHead("run-1") + Replies.Chunk(TwoRows)), Replies.Rows("run-2", "{}"));

        await Assert.ThrowsAsync<OwoxStreamException>(fixture.ReadAsync);

        Assert.Single(fixture.Server.Requests);
    }

    private static async Task<OwoxStreamException> IncompleteAsync(Reply reply, string expected, TimeSpan? idle = null)
    {
        var options = Limits.Short with { IdleTimeout = idle ?? TimeSpan.FromSeconds(20) };
        await using var fixture = new StreamFixture(reply) { Options = options };
        var error = await Assert.ThrowsAsync<OwoxStreamException>(fixture.ReadAsync);
        AssertIncomplete(error, expected);
        return error;
    }

    private static void AssertIncomplete(OwoxStreamException error, string expected)
    {
        Assert.Equal((ErrorReason.StreamIncomplete, 2L, "run-1"), (error.Reason, error.RowsReceived, error.RunId));
        Assert.StartsWith($"The stream is incomplete: {expected}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Do not use the rows; export again", error.Message, StringComparison.Ordinal);
        Secrets.AssertNoneIn(error);
    }

    private static byte[] Zip(string text)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return zipped.ToArray();
    }
}
