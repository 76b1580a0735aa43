using System.Globalization;
using System.Numerics;
using System.Text;
using Owox.Conversion;
using Xunit;

namespace Owox.Client.Tests.Conversion;

/// <summary>Values as the drivers of each warehouse return them, by the warehouse's type names.</summary>
public sealed class ValueConvertersTests
{
    [Theory]
    [InlineData("INTEGER", "12")]
    [InlineData("TINYINT", "12")]
    [InlineData("SMALLINT", "12")]
    [InlineData("INT", "12")]
    [InlineData("BIGINT", "12")]
    [InlineData("int64", "12")]
    public void Integers_in_strings_are_Int64(string type, string text) => Assert.Equal(12L, Convert(type, text));

    [Fact]
    public void Integers_keep_every_digit()
    {
        Assert.Equal(9_223_372_036_854_775_807L, Convert("BIGINT", "9223372036854775807"));
        Assert.Equal(9_223_372_036_854_775_808m, Convert("BIGINT", "9223372036854775808"));
        Assert.Equal(BigInteger.Pow(10, 40), Convert("INTEGER", "1" + new string('0', 40)));
    }

    [Theory]
    [InlineData(1.0, 1L)]
    [InlineData(-0.0, 0L)]
    [InlineData(9_007_199_254_740_991.0, 9_007_199_254_740_991L)]
    public void Integers_in_doubles_are_Int64(double number, long whole) => Assert.Equal(whole, Convert("INTEGER", number));

    [Theory]
    [InlineData("12.0")]
    [InlineData("1.2e1")]
    [InlineData("0012")]
    public void Integers_in_other_notations_are_Int64(string text) => Assert.Equal(12L, Convert("INTEGER", text));

    [Theory]
    [InlineData("0.0")]
    [InlineData("-0")]
    [InlineData("0e5")]
    public void Zero_is_Int64_in_any_notation(string text) => Assert.Equal(0L, Convert("INTEGER", text));

    [Fact]
    public void Integers_in_strings_and_in_doubles_have_the_same_type()
    {
        Assert.Equal(1_000_000_000_000_000_000L, Convert("INTEGER", 1e18));
        Assert.Equal(1_000_000_000_000_000_000L, Convert("INTEGER", "1e18"));
        Assert.Equal(1_000_000_000_000_000_000_000m, Convert("INTEGER", 1e21));
        Assert.Equal(1_000_000_000_000_000_000_000m, Convert("INTEGER", "1e21"));
        Assert.Equal(BigInteger.Pow(10, 40), Convert("INTEGER", "1e40"));
        Assert.Equal(new BigInteger(1e40), Convert("INTEGER", 1e40));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Other_doubles_are_not_converted_to_integers(double number) => Assert.Null(Convert("INTEGER", number));

    [Theory]
    [InlineData("NUMERIC")]
    [InlineData("BIGNUMERIC")]
    [InlineData("DECIMAL(18,2)")]
    [InlineData("BIGDECIMAL")]
    [InlineData("NUMBER")]
    public void Exact_numbers_are_Decimal(string type)
    {
        Assert.Equal(12.340m, Convert(type, "12.340"));
        Assert.Equal(7m, Convert(type, 7L));
    }

    [Theory]
    [InlineData("1e-99999999999")]
    [InlineData("1e99999999999")]
    [InlineData("0.00000000000000000000000000001234567")]
    [InlineData("123456789012345678901234567890.12")]
    public void Exact_numbers_that_Decimal_cannot_represent_stay_strings(string text) => Assert.Equal(text, Convert("BIGNUMERIC", text));

    [Fact]
    public void Integers_that_Decimal_cannot_represent_are_BigInteger()
    {
        Assert.Equal(BigInteger.Pow(10, 308), Convert("NUMERIC", "1e308"));
        Assert.Equal(-BigInteger.Pow(10, 30), Convert("BIGNUMERIC", "-1000000000000000000000000000000.00"));
    }

    [Theory]
    [InlineData("INTEGER", "12", 12L)]
    [InlineData("BIGINT", "-999999999999999999", -999_999_999_999_999_999L)]
    [InlineData("INT8", "007", 7L)]
    [InlineData("INTEGER", "1.0", null)]
    [InlineData("INTEGER", "9223372036854775807", null)]
    [InlineData("INTEGER", "", null)]
    [InlineData("INTEGER", "-", null)]
    [InlineData("INTEGER", "1e3", null)]
    public void Integers_are_read_from_bytes(string type, string text, object? number) =>
        Assert.Equal(number, NumberParser.Read(Encoding.UTF8.GetBytes(text), ValueConverters.KindOf(type)));

    [Theory]
    [InlineData("0")]
    [InlineData("1.10")]
    [InlineData("-123456789.123456789")]
    [InlineData("0.00000000000000001")]
    [InlineData("-0.5")]
    [InlineData("00.50")]
    public void Decimals_are_read_from_bytes_with_their_scale(string text)
    {
        var expected = decimal.Parse(text, CultureInfo.InvariantCulture);
        var number = Assert.IsType<decimal>(NumberParser.Read(Encoding.UTF8.GetBytes(text), NumberKind.Decimal));
        Assert.Equal(decimal.GetBits(expected), decimal.GetBits(number));
    }

    [Theory]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("+5")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("")]
    [InlineData("1234567890123456789")]
    [InlineData("1.234567890123456789")]
    public void Other_notations_are_not_read_from_bytes(string text) => Assert.Null(NumberParser.Read(Encoding.UTF8.GetBytes(text), NumberKind.Decimal));

    [Theory]
    [InlineData("0e99999999999")]
    [InlineData("0e-99999999999")]
    [InlineData("0.000")]
    public void Zero_is_read_in_any_notation(string text) => Assert.Equal(0m, Convert("NUMERIC", text));

    [Theory]
    [InlineData("NUMERIC", "12,5")]
    [InlineData("NUMERIC", "5\n")]
    [InlineData("NUMERIC", "")]
    [InlineData("NUMERIC", true)]
    [InlineData("INTEGER", "5 apples")]
    [InlineData("INTEGER", true)]
    [InlineData("BOOLEAN", "yes")]
    [InlineData("BOOLEAN", 1L)]
    [InlineData("DATE", "2026-02-30")]
    [InlineData("DATE", "2026-02-03T10:00:00Z")]
    [InlineData("DATE", "2026-02-03 00:00:01")]
    [InlineData("DATE", "2026-02-03\n")]
    [InlineData("DATE", 5L)]
    [InlineData("TIMESTAMP", "2026-02-03 10:00 Mars/Phobos")]
    [InlineData("TIMESTAMP", "2026-02-03T10:00:00.123456789Z")]
    [InlineData("FLOAT", "1.5x")]
    public void A_value_that_does_not_match_the_type_is_not_converted(string type, object value) => Assert.Null(Convert(type, value));

    [Theory]
    [InlineData("2026-02-03")]
    [InlineData("2026-02-03T00:00:00.000Z")]
    [InlineData("2026-02-03 00:00:00")]
    [InlineData("2026-02-03 00:00:00+00")]
    [InlineData("2026-02-03 00:00:00.000 America/New_York")]
    [InlineData("2026-02-03 00:00:00.000 UTC")]
    public void A_DATE_has_no_time_zone_even_if_the_value_includes_midnight(string text)
    {
        var day = Assert.IsType<DateTime>(Convert("DATE", text));
        Assert.Equal(new DateTime(2026, 2, 3, 0, 0, 0, DateTimeKind.Unspecified), day);
        Assert.Equal(DateTimeKind.Unspecified, day.Kind);
    }

    [Theory]
    [InlineData("DATETIME", "2026-02-03T10:20:30.123456")]
    [InlineData("DATETIME", "2026-02-03 10:20:30.123456")]
    [InlineData("TIMESTAMP_NTZ", "2026-02-03T10:20:30.123456Z")]
    [InlineData("TIMESTAMP WITHOUT TIME ZONE", "2026-02-03 10:20:30.123456000")]
    public void A_time_without_a_time_zone_is_unspecified(string type, string text)
    {
        var time = Assert.IsType<DateTime>(Convert(type, text));
        Assert.Equal("2026-02-03T10:20:30.1234560", time.ToString("o", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("TIMESTAMP", "2026-02-03T10:20:30.123Z")]
    [InlineData("TIMESTAMP", "2026-02-03T10:20:30.123000000Z")]
    [InlineData("TIMESTAMP", "2026-02-03 10:20:30.123")]
    [InlineData("TIMESTAMPTZ", "2026-02-03 10:20:30.123+00")]
    [InlineData("TIMESTAMPTZ", "2026-02-03 05:20:30.123-05")]
    [InlineData("TIMESTAMP_LTZ", "2026-02-03 12:20:30.123 +02:00")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "2026-02-03 10:20:30.123 UTC")]
    public void A_timestamp_is_in_UTC(string type, string text)
    {
        var moment = Assert.IsType<DateTimeOffset>(Convert(type, text));
        Assert.Equal("2026-02-03T10:20:30.1230000+00:00", moment.ToString("o", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("STRING")]
    [InlineData("VARCHAR(10)")]
    [InlineData("TIME")]
    [InlineData("JSON")]
    [InlineData("VARIANT")]
    [InlineData("SUPER")]
    [InlineData("RECORD")]
    [InlineData("NEW_TYPE")]
    [InlineData("BYTES")]
    public void Other_types_have_no_converter(string type) => Assert.Null(ValueConverters.ConverterFor(type));

    [Fact]
    public void Floating_point_numbers_are_the_nearest_Double()
    {
        Assert.Equal(1e308, Convert("FLOAT", BigInteger.Pow(10, 308)));
        foreach (var text in new[] { "0.1", "1234567890.0987654321", "79228162514264337593543950335", "0.0000000000000000000000000001", "5708990770823839524233143877.7" })
        {
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), Convert("FLOAT", decimal.Parse(text, CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData("BYTES", ColumnKind.Bytes)]
    [InlineData("BYTES(16)", ColumnKind.Bytes)]
    [InlineData("BINARY", ColumnKind.Unknown)]
    [InlineData("VARBINARY(8)", ColumnKind.Unknown)]
    [InlineData("BYTEA", ColumnKind.Unknown)]
    [InlineData("VARBYTE", ColumnKind.Unknown)]
    public void Only_the_bytes_of_BigQuery_are_bytes(string type, ColumnKind kind) => Assert.Equal(kind, ColumnKinds.Of(type));

    private static object? Convert(string type, object value)
    {
        var convert = ValueConverters.ConverterFor(type);
        Assert.NotNull(convert);
        return convert(value);
    }
}
