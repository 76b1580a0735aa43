using System.Text.Json;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class JsonFormatterTests
{
    private const string Odd = """ {"a" : "\u0041\/é" , "n":1.500, "o":{"x":[ ]}} """;

    [Fact]
    public void Ndjson_keeps_the_bytes_of_each_line() => Assert.Equal(Odd + "\n{\"b\":2}\n", Formatted.Ndjson(null, Odd, "{\"b\":2}"));

    [Fact]
    public void Json_is_one_array_of_the_lines()
    {
        var text = Formatted.Json(Odd, "{\"b\":2}");
        Assert.Equal($"[\n{Odd},\n{{\"b\":2}}\n]\n", text);
        Assert.Equal(2, JsonDocument.Parse(text).RootElement.GetArrayLength());
        Assert.Equal(0, JsonDocument.Parse(Formatted.Json()).RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("5")]
    [InlineData("{\"a\":1}{\"a\":1}")]
    [InlineData("{\"a\":1},")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1} // x")]
    public void Every_line_is_validated(string line)
    {
        Assert.Throws<FormatException>(() => Formatted.Ndjson(null, line));
        Assert.Throws<FormatException>(() => Formatted.Ndjson(null, "{\"a\":1}", line));
        Assert.Throws<FormatException>(() => Formatted.Json(line));
        Assert.Throws<FormatException>(() => Formatted.Json("{\"a\":1}", "{\"a\":1}", line));
    }

    [Fact]
    public void Ndjson_is_appended_only_to_lines_with_the_same_columns()
    {
        Assert.Equal("{\"a\":1,\"b\":2}\n", Formatted.Ndjson("{\"a\":{},\"b\":null}\n", "{\"a\":1,\"b\":2}"));
        foreach (var other in new[] { "{\"b\":1,\"a\":2}\n", "{\"a\":1}\n", "{\"a\":1,\"B\":2}\n" })
        {
            Assert.Throws<OwoxFileException>(() => Formatted.Ndjson(other, "{\"a\":1,\"b\":2}"));
        }
    }
}
