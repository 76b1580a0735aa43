using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class CsvFormatterTests
{
    private static readonly CsvOptions Plain = new();

    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", "1,x")]
    [InlineData("""{"a":null,"b":""}""", ",\"\"")]
    [InlineData("""{"a":"x,y","b":"\"q\""}""", "\"x,y\",\"\"\"q\"\"\"")]
    [InlineData("""{"a":"\u0041\n","b":"é\u00e9"}""", "\"A\n\",éé")]
    [InlineData("""{"a":1.50e+3,"b":-0}""", "1.50e+3,-0")]
    [InlineData("""{"a":true,"b":false}""", "true,false")]
    [InlineData("""{"a":{"x":[1, {"y":null}]},"b":[]}""", "\"{\"\"x\"\":[1, {\"\"y\"\":null}]}\",[]")]
    [InlineData(""" { "a" : 1 , "b" : "x" } """, "1,x")]
    [InlineData("""{"a":" x","b":"x "}""", "\" x\",\"x \"")]
    public void A_row_is_written_as_one_record(string row, string line) =>
        Assert.Equal($"a,b\r\n{line}\r\n{line}\r\n", Formatted.Csv(Plain, row, row));

    [Fact]
    public void Any_string_is_unchanged_after_writing_and_reading()
    {
        var texts = Gen.ArrayOf(Gen.Elements('a', ',', '"', '\r', '\n', ';', '\t', ' ', '=', 'é', '\u2028', '\\', '/', '\u0001'))
            .Select(static letters => new string(letters));
        Prop.ForAll(texts.Two().ToArbitrary(), static pair =>
            {
                var row = $"{{\"a\":{JsonSerializer.Serialize(pair.Item1)},\"b\":{JsonSerializer.Serialize(pair.Item2)}}}";
                var csv = Formatted.Csv(Plain, row, row);
                return Rfc4180.Read(csv).Skip(1).All(line => line.SequenceEqual([pair.Item1, pair.Item2]));
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_string_that_equals_the_null_value_is_quoted()
    {
        var row = """{"a":null,"b":"NULL","c":"","d":"\u004eULL"}""";
        Assert.Equal("a,b,c,d\r\nNULL,\"NULL\",\"\",\"NULL\"\r\n", Formatted.Csv(Plain with { NullValue = "NULL" }, row));
    }

    [Fact]
    public void A_null_in_the_only_column_is_not_an_empty_line()
    {
        Assert.Equal("a\r\n\"\"\r\n1\r\n", Formatted.Csv(Plain, """{"a":null}""", """{"a":1}"""));
        Assert.Equal("a\r\n-\r\n", Formatted.Csv(Plain with { NullValue = "-" }, """{"a":null}"""));
    }

    [Fact]
    public void The_options_set_the_delimiter_and_the_byte_order_mark() =>
        Assert.Equal("\uFEFFa;\"b;c\"\r\n1;x,y\r\n", Formatted.Csv(new CsvOptions { Delimiter = ';', ByteOrderMark = true }, """{"a":1,"b;c":"x,y"}"""));

    [Fact]
    public void Without_rows_the_header_comes_from_the_run_record()
    {
        Assert.Equal("a,\"b\"\"\"\r\n", Formatted.Csv(Plain, null, ["a", "b\""]));
        Assert.Equal("", Formatted.Csv(Plain, null, columns: null));
    }

    [Theory]
    [InlineData("a,b\r\n")]
    [InlineData("\uFEFFa,b\r\n")]
    [InlineData("\"a\",b\r\n")]
    public void Appending_writes_no_second_header(string header) =>
        Assert.Equal("1,2\r\n", Formatted.Csv(Plain with { ByteOrderMark = true }, header, columns: null, """{"a":1,"b":2}"""));

    [Fact]
    public void Appended_rows_use_the_line_endings_of_the_file() =>
        Assert.Equal("1,2\n3,4\n", Formatted.Csv(Plain, "a,b\n", columns: null, """{"a":1,"b":2}""", """{"a":3,"b":4}"""));

    [Theory]
    [InlineData("a\r\n")]
    [InlineData("b,a\r\n")]
    [InlineData("a;b\r\n")]
    [InlineData("\"a,b\"\r\n")]
    [InlineData("a,b,\r\n")]
    public void Appending_to_a_file_with_another_header_is_rejected(string header)
    {
        var error = Assert.Throws<OwoxFileException>(() => Formatted.Csv(Plain, header, columns: null, """{"a":1,"b":2}"""));
        Assert.Equal(ErrorReason.FileWriteFailed, error.Reason);
        Assert.Equal("/nowhere/rows", error.Path);
        Assert.Throws<OwoxFileException>(() => Formatted.Csv(Plain, header, ["a", "b"]));
    }

    [Theory]
    [InlineData("""{"b":1,"a":2}""", "2,1")]
    [InlineData("""{"a":1}""", "1,")]
    [InlineData("""{"b":{"x":1}}""", ",\"{\"\"x\"\":1}\"")]
    [InlineData("{}", ",")]
    public void Omitted_columns_are_null_and_keys_may_be_in_any_order(string line, string csv) =>
        Assert.Equal($"a,b\r\n1,2\r\n{csv}\r\n{csv}\r\n1,2\r\n", Formatted.Csv(Plain, """{"a":1,"b":2}""", line, line, """{"a":1,"b":2}"""));

    [Theory]
    [InlineData("""{"a":1,"c":2}""", "header")]
    [InlineData("""{"a":1,"b":2,"c":3}""", "header")]
    [InlineData("""{"a":1,"b":2} x""", "not JSON")]
    [InlineData("""{"a":1,"b":}""", "not JSON")]
    [InlineData("""{"a":1,"b":01}""", "not JSON")]
    [InlineData("[1,2]", "not an object")]
    [InlineData("", "not JSON")]
    public void Lines_that_are_not_rows_of_the_columns_are_rejected(string line, string expected)
    {
        var error = Assert.Throws<FormatException>(() => Formatted.Csv(Plain, """{"a":1,"b":2}""", line));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+a", "'+a")]
    [InlineData("-a", "'-a")]
    [InlineData("@a", "'@a")]
    [InlineData("-3.5", "-3.5")]
    [InlineData("+3.5E10", "+3.5E10")]
    [InlineData("-99999999999999999999999999999999999999.99", "-99999999999999999999999999999999999999.99")]
    [InlineData("a=1", "a=1")]
    public void Formulas_get_an_apostrophe(string text, string field)
    {
        var escaped = Plain with { EscapeFormula = true };
        var code = string.Concat(text.Select(static c => $"\\u{(int)c:x4}"));
        Assert.Equal($"a,b\r\n1,{field}\r\n1,{field}\r\n", Formatted.Csv(escaped, $$"""{"a":1,"b":"{{text}}"}""", $$"""{"a":1,"b":"{{code}}"}"""));
        Assert.Equal($"a,b\r\n1,{text}\r\n", Formatted.Csv(Plain, $$"""{"a":1,"b":"{{text}}"}"""));
    }
}
