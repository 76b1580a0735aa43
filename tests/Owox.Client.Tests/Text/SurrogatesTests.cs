using System.Text;
using System.Text.Json;
using Owox.Rows.Reading;
using Owox.Text;
using Xunit;

namespace Owox.Client.Tests.Text;

public sealed class SurrogatesTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""", "\uFFFD", 6)]
    [InlineData("""{"a":"\uDE80x"}""", "\uFFFDx", 6)]
    [InlineData("""{"a":"\ud83d\ud83d\ude80"}""", "\uFFFD🚀", 6)]
    [InlineData("""{"a":"\ude80\ud83d"}""", "\uFFFD\uFFFD", 6)]
    [InlineData("""{"a":"\ud83dx\ude80"}""", "\uFFFDx\uFFFD", 6)]
    [InlineData("""{"a":"\ud83d\n"}""", "\uFFFD\n", 6)]
    [InlineData("""{"a":"\\\ud83d"}""", "\\\uFFFD", 8)]
    [InlineData("""{"a":"\\ud83d"}""", "\\ud83d", -1)]
    [InlineData("""{"a":"\ud83d\ude80"}""", "🚀", -1)]
    [InlineData("""{"a":"\u00e9"}""", "é", -1)]
    [InlineData("""{"a":"plain"}""", "plain", -1)]
    public void An_unpaired_surrogate_becomes_the_replacement_character(string json, string text, int at)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(at, Surrogates.Repair(bytes));
        Assert.Equal(json.Length, bytes.Length);
        using var document = JsonDocument.Parse(bytes);
        Assert.Equal(text, document.RootElement.GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("""{"a":"\ud8""")]
    [InlineData("""{"a":"\""")]
    [InlineData("""{"a":"\ud83g"}""")]
    [InlineData("\\")]
    [InlineData("")]
    public void Other_text_is_unchanged(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(-1, Surrogates.Repair(bytes));
        Assert.Equal(text, Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x\ud83d"}""", "b")]
    [InlineData("""{"a":1,"b":{"c":["x\ud83d"]},"d":2}""", "b")]
    [InlineData("""{"a":1,"x\ud83d":2}""", "x\uFFFD")]
    public void The_first_repair_has_the_row_and_the_column(string line, string column)
    {
        var lines = new LineBuffer();
        foreach (var text in new[] { """{"a":1,"b":2}""", line, """{"a":"\ud83d"}""" })
        {
            lines.Advance(Encoding.UTF8.GetBytes(text + "\n", lines.GetWriteSegment()));
        }

        var rows = 0L;
        while (lines.TryReadRow(rows, out _))
        {
            rows++;
        }

        Assert.Equal(new TextRepair(2, column), lines.FirstRepair);
    }
}
