using System.Text;
using Owox.Files.Csv;
using Owox.Files.Json;
using Owox.Files.Streams;
using Owox.Rows;
using Owox.Rows.Reading;
using Xunit;

namespace Owox.Client.Tests.Rows;

/// <summary>Lines in blocks that are split at any byte. Every line of a block is validated.</summary>
public sealed class LineBlockTests
{
    private static readonly string[] ValidLines =
    [
        """{"a":1,"b":"plain"}""", """{"a":-2.50,"b":"日本, \u2028"}""", """{"a":null,"b":"say \"hi\"\n\\"}""", """{"a":true,"b":""}""",
        """{"a":12345678901234567890,"b":"a text that is longer than thirty-two bytes"}""", """{"a":1e3,"b":" é "}""", """{ "a" : 1, "b" : [1, "x"] }""",
    ];

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ndjson")]
    public void Blocks_split_at_any_byte_result_in_the_same_file(string format)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(ValidLines.Concat(ValidLines).Select(static line => line + "\n")));
        var (expected, rows) = Write(format, bytes);
        Assert.Equal(ValidLines.Length * 2, rows);
        for (var at = 0; at <= bytes.Length; at++)
        {
            Assert.Equal((expected, rows), Write(format, bytes[..at], bytes[at..]));
        }
    }

    [Fact]
    public void Ndjson_keeps_the_bytes()
    {
        var text = string.Concat(ValidLines.Select(static line => line + "\n"));
        Assert.Equal(text, Write("ndjson", Encoding.UTF8.GetBytes(text)).Text);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ndjson")]
    [InlineData("objects")]
    public void A_line_that_is_not_UTF8_is_rejected_wherever_the_block_is_split(string format)
    {
        byte[][] wrong = [[0x80], [0xC3], [0xE6, 0x97], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0xAF], [0xFF]];
        foreach (var sequence in wrong)
        {
            byte[] bytes =
            [
                .. "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"é\"}\n{\"a\":3,\"b\":\"y"u8, .. sequence, .. "\"}\n{\"a\":4,\"b\":\"z\"}\n"u8,
            ];
            for (var at = 0; at <= bytes.Length; at++)
            {
                var rows = 0L;
                var error = Assert.Throws<FormatException>(() => Write(format, ref rows, bytes[..at], bytes[at..]));
                Assert.Contains("not UTF-8", error.Message, StringComparison.Ordinal);
                Assert.Equal(2, rows);
            }
        }
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x"}}""")]
    [InlineData("""{"a":1,"b":"x"} {}""")]
    [InlineData("""{"a":1,"b":"x"},""")]
    [InlineData("""{"a":01,"b":"x"}""")]
    [InlineData("""{"a":1.,"b":"x"}""")]
    [InlineData("""{"a":-,"b":"x"}""")]
    [InlineData("""{"a":tru,"b":"x"}""")]
    [InlineData("""{"a":1,"b":"x\q"}""")]
    [InlineData("""{"a":1,"b":"x\u12g4"}""")]
    [InlineData("""{"a":1,"b":"x\"}""")]
    [InlineData("{\"a\":1,\"b\":\"x\ty\"}")]
    [InlineData("{\"a\":1,\"b\":\"a text that is longer than thirty-two bytes\0\"}")]
    [InlineData("""{"a":1,"b":"x""")]
    [InlineData("""[1,2]""")]
    [InlineData("")]
    public void A_line_that_is_not_an_object_is_rejected_after_the_rows_before_it(string line)
    {
        foreach (var format in new[] { "csv", "json", "ndjson", "objects" })
        {
            var rows = 0L;
            var bytes = Encoding.UTF8.GetBytes($"{ValidLines[0]}\n{ValidLines[2]}\n{line}\n{ValidLines[0]}\n");
            Assert.Throws<FormatException>(() => Write(format, ref rows, bytes));
            Assert.Equal(2, rows);
        }
    }

    private static (string Text, long Rows) Write(string format, params byte[][] pieces)
    {
        var rows = 0L;
        return (Write(format, ref rows, pieces), rows);
    }

    private static string Write(string format, ref long rows, params byte[][] pieces)
    {
        using var bytes = new MemoryStream();
        var buffer = new BufferedByteWriter(bytes);
        ILineBlockConsumer sink = format switch
        {
            "csv" => new CsvFormatter(buffer, new FileExportOptions("/nowhere", RowFileFormat.Csv), existingHeader: null),
            "json" => new JsonFormatter(buffer),
            "ndjson" => new NdjsonFormatter(buffer, new FileExportOptions("/nowhere", RowFileFormat.Ndjson), existingLine: null),
            _ => new ParsingLineConsumer(new RowList()),
        };
        var lines = new LineBuffer();
        foreach (var piece in pieces)
        {
            piece.CopyTo(lines.GetWriteSegment().AsSpan());
            lines.Advance(piece.Length);
            sink.OnLines(lines, ref rows);
        }

        buffer.Flush();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
