using System.Text;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class MalformedStreamTests
{
    [Theory]
    [InlineData("", "it is not JSON (at byte 0)")]
    [InlineData("[1]", "it is JSON but not an object")]
    [InlineData("""{"a":1} trailing""", "it is not JSON (at byte 8)")]
    [InlineData("""{"a":1}{"a":2}""", "it is not JSON")]
    [InlineData("""{"error":"boom" """, "it is not JSON")]
    [InlineData("""{"a":1e400}""", "too large")]
    [InlineData("<html>502</html>", "it is not JSON (at byte 0)")]
    public async Task The_error_contains_the_number_of_an_invalid_line(string line, string expected)
    {
        foreach (var before in new[] { 0, 1, 500 })
        {
            var valid = Enumerable.Repeat("""{"a":1}""", before);
            await using var fixture = new StreamFixture(Replies.Rows("run-1", [.. valid, line, """{"a":2}"""]));

            var error = await Assert.ThrowsAsync<OwoxStreamException>(fixture.ReadAsync);

            Assert.Equal((ErrorReason.StreamMalformed, (long)before, "run-1"), (error.Reason, error.RowsReceived, error.RunId));
            Assert.StartsWith($"Line {before + 1} of the stream is not a row: ", error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.Contains("(run run-1)", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_rows_before_an_invalid_line_are_delivered()
    {
        await using var fixture = new StreamFixture(Replies.Rows(null, """{"a":1}""", """{"a":2}""", "oops"));
        using var stream = await fixture.OpenAsync();
        var rows = new RowList();

        var error = await Assert.ThrowsAsync<OwoxStreamException>(() => rows.ReadAllAsync(stream));

        Assert.Equal([1L, 2L], rows.Rows.Select(static row => row[0]));
        Assert.Null(error.RunId);
        Assert.DoesNotContain("(run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_an_error()
    {
        await using var fixture = new StreamFixture(Replies.Bytes(
            200, Encoding.Latin1.GetBytes("{\"a\":\"x\"}\n{\"a\":\"café\"}\n"), "Content-Type: application/x-ndjson"));

        var error = await Assert.ThrowsAsync<OwoxStreamException>(fixture.ReadAsync);

        Assert.Equal(ErrorReason.StreamMalformed, error.Reason);
        Assert.Contains("Line 2 of the stream is not a row: it contains text that is not UTF-8", error.Message, StringComparison.Ordinal);
    }
}
