using System.Numerics;
using System.Text;
using Owox.Rows.Parsing;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class JsonValueReaderTests
{
    public static TheoryData<string, object?> Values => new()
    {
        { "0", 0L },
        { "-1", -1L },
        { "9223372036854775807", long.MaxValue },
        { "-9223372036854775808", long.MinValue },
        { "9007199254740993", 9007199254740993L },
        { "9223372036854775808", 9223372036854775808m },
        { "-9223372036854775809", -9223372036854775809m },
        { "1234567890123456789012345", 1234567890123456789012345m },
        { "79228162514264337593543950335", decimal.MaxValue },
        { "79228162514264337593543950336", Big("79228162514264337593543950336") },
        { "1234567890123456789012345678901234567890", Big("1234567890123456789012345678901234567890") },
        { "-1234567890123456789012345678901234567890", Big("-1234567890123456789012345678901234567890") },
        { "0.1", 0.1 },
        { "1.0", 1.0 },
        { "1E2", 100.0 },
        { "1e308", 1e308 },
        { "5e-324", double.Epsilon },
        { "0.30000000000000004", 0.30000000000000004 },
        { "true", true },
        { "false", false },
        { "null", null },
        { "\"\"", "" },
        { "\"2026-01-01T00:00:00.000Z\"", "2026-01-01T00:00:00.000Z" },
        { "\"3.3333333\"", "3.3333333" },
        { "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"", "a\"\\/\b\f\n\r\té😀" },
        { "\"raw \u2028\u2029\uFEFF in it\"", "raw \u2028\u2029\uFEFF in it" },
        { "\"\\u0000\"", "\0" },
        { "[]", Array.Empty<object?>() },
        { "[1,[null,\"x\"],2.5]", new object?[] { 1L, new object?[] { null, "x" }, 2.5 } },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_is_read_exactly(string json, object? expected)
    {
        foreach (var value in new[] { First(json), Second(json) })
        {
            Assert.Equal(expected?.GetType(), value?.GetType());
            Assert.Equal(expected, value);
        }
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("-0e5")]
    public void A_negative_zero_stays_negative(string json)
    {
        var zero = Assert.IsType<double>(First(json));

        Assert.True(double.IsNegative(zero));
        Assert.Equal(0, zero);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("[1,{\"x\":1e999}]")]
    public void A_number_that_no_type_can_represent_is_rejected(string json) =>
        Assert.Contains("too large", Assert.Throws<FormatException>(() => First(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_nested_object_keeps_its_order_and_its_repeated_names()
    {
        var nested = Assert.IsType<NestedObject>(First("""{"b":1,"a":{"x":[]},"B":null,"b":2}"""));

        Assert.Equal(["b", "a", "B", "b"], nested.ConvertAll(static pair => pair.Key));
        Assert.Equal(1L, nested[0].Value);
        var inner = Assert.Single(Assert.IsType<NestedObject>(nested[1].Value));
        Assert.Equal("x", inner.Key);
        Assert.Empty(Assert.IsType<object?[]>(inner.Value));
        Assert.Null(nested[2].Value);
        Assert.Equal(2L, nested[3].Value);
    }

    private static BigInteger Big(string digits) => BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static object? First(string json)
    {
        var parser = new RowParser();
        parser.Parse(Line(json));
        return Assert.Single(parser.Values);
    }

    /// <summary>The value of a row whose schema is already known.</summary>
    private static object? Second(string json)
    {
        var parser = new RowParser();
        parser.Parse(Line("0"));
        parser.Parse(Line(json));
        return Assert.Single(parser.Values);
    }

    private static byte[] Line(string json) => Encoding.UTF8.GetBytes($$"""{"v":{{json}}}""");
}
