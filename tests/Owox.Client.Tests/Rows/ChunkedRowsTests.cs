using System.Text;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class ChunkedRowsTests
{
    private const string Text = "{\"a\":\"日\u2028\",\"b\":-12.5}\n{\"a\":null,\"b\":[true]}\n{\"c\":{\"d\":9007199254740993}}\n";

    [Fact]
    public async Task Rows_split_at_any_byte_are_read_correctly()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        var replies = Enumerable.Range(1, bytes.Length - 1).Select(at => Split(bytes, at)).ToArray();
        await using var fixture = new StreamFixture(replies);

        foreach (var _ in replies)
        {
            var rows = await fixture.ReadAsync();
            Assert.Equal(3, rows.Rows.Count);
            Assert.Equal(["日\u2028", -12.5], rows.Rows[0]);
            Assert.Null(rows.Rows[1][0]);
            Assert.Equal([true], Assert.IsType<object?[]>(rows.Rows[1][1]));
            var nested = Assert.Single(Assert.IsType<NestedObject>(rows.Rows[2][2]));
            Assert.Equal(("d", 9007199254740993L), (nested.Key, nested.Value));
        }
    }

    private static Reply Split(byte[] bytes, int at) => async (connection, _) =>
    {
        await connection.SendAsync(Replies.RowsHead("run-1", $"Content-Length: {bytes.Length}"));
        await connection.SendAsync(bytes[..at]);
        await Task.Delay(1);
        await connection.SendAsync(bytes[at..]);
    };
}
