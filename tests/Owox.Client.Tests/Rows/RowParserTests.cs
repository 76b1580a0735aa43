using System.Text;
using Owox.Rows.Parsing;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class RowParserTests
{
    private readonly RowParser _parser = new();

    [Fact]
    public void Rows_of_the_same_columns_share_one_shape()
    {
        Parse("""{"a":1,"b":2}""");
        var shape = _parser.Shape;
        Parse("""{"a":3,"b":4}""");

        Assert.Same(shape, _parser.Shape);
        Assert.Equal([3L, 4L], _parser.Values);
    }

    [Fact]
    public void Omitted_columns_are_null_and_keys_may_be_in_any_order()
    {
        Parse("""{"a":1,"b":2}""");
        var first = _parser.Shape;

        Parse("""{"b":3,"a":4}""");
        Assert.Equal([4L, 3L], _parser.Values);
        Parse("""{"b":5}""");
        Assert.Equal([null, 5L], _parser.Values);
        Parse("{}");
        Assert.Equal([null, null], _parser.Values);
        Assert.Same(first, _parser.Shape);
    }

    [Fact]
    public void A_new_column_is_added_if_the_layout_is_unknown()
    {
        Parse("""{"a":1,"b":2}""");
        Parse("""{"a":5,"b":6,"c":7}""");
        Assert.Equal(["a", "b", "c"], _parser.Shape!.Columns);
        Assert.Equal([5L, 6L, 7L], _parser.Values);
        Parse("""{"a":8,"b":9}""");
        Assert.Equal([8L, 9L, null], _parser.Values);
    }

    [Fact]
    public void A_duplicate_key_has_two_columns()
    {
        Parse("""{"a":1,"a":2}""");
        Assert.Equal(["a", "a_2"], _parser.Shape!.Columns);
        Parse("""{"a":3}""");
        Assert.Equal([3L, null], _parser.Values);
        Parse("""{"a":4,"a":5}""");
        Assert.Equal([4L, 5L], _parser.Values);
    }

    [Fact]
    public void A_name_with_a_newline_is_one_column()
    {
        Parse("""{"a\nb":1}""");
        Parse("""{"a":1,"b":2}""");

        Assert.Equal(["a\nb", "a", "b"], _parser.Shape!.Columns);
        Assert.Equal([null, 1L, 2L], _parser.Values);
    }

    [Fact]
    public void Escaped_names_are_decoded()
    {
        Parse("""{"caf\u00e9":1}""");
        var shape = _parser.Shape;
        Parse("""{"café":2}""");

        Assert.Same(shape, _parser.Shape);
        Assert.Equal(["café"], shape!.Columns);
    }

    [Fact]
    public void White_space_around_a_row_is_ignored()
    {
        Parse(" { \"a\" : 1 } \r");

        Assert.Equal([1L], _parser.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":\"tab\there\"}")]
    [InlineData("{\"a\":1}{\"a\":2}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1}]")]
    [InlineData("\uFEFF{\"a\":1}")]
    public void A_line_that_is_not_JSON_is_rejected_with_the_byte_position(string line)
    {
        AssertRejected(line, "it is not JSON (at byte ");
        Parse("""{"a":1}""");
        AssertRejected(line, "it is not JSON (at byte ");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"a\"")]
    public void A_line_that_is_not_a_JSON_object_is_rejected(string line)
    {
        AssertRejected(line, "it is JSON but not an object");
        Parse("""{"a":1}""");
        AssertRejected(line, "it is JSON but not an object");
    }

    [Theory]
    [InlineData("{\"a\":\"\u00ff\"}")]
    [InlineData("{\"\u00ff\":1}")]
    [InlineData("{\"a\":{\"b\":[\"\u00c3\"]}}")]
    public void A_line_that_is_not_UTF8_is_rejected(string latin1)
    {
        var line = Encoding.Latin1.GetBytes(latin1);

        Assert.Contains("not UTF-8", Assert.Throws<FormatException>(() => _parser.Parse(line)).Message, StringComparison.Ordinal);
        Parse("""{"a":1}""");
        Assert.Contains("not UTF-8", Assert.Throws<FormatException>(() => _parser.Parse(line)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_does_not_quote_the_row()
    {
        var error = Assert.Throws<FormatException>(() => Parse("{\"card\":\"4111\" 4111"));

        Assert.DoesNotContain("4111", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_many_columns_keeps_their_order()
    {
        var names = Enumerable.Range(0, 2_000).Select(static i => $"c{i}").ToArray();
        var line = "{" + string.Join(',', names.Select(static (name, i) => $"\"{name}\":{i}")) + "}";

        Parse(line);

        Assert.Equal(names, _parser.Shape!.Columns);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(static i => (object)(long)i), _parser.Values);
    }

    private void Parse(string line) => _parser.Parse(Encoding.UTF8.GetBytes(line));

    private void AssertRejected(string line, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Parse(line)).Message, StringComparison.Ordinal);
}
