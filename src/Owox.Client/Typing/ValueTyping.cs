using System;
using System.Globalization;
using System.Numerics;

namespace Owox;

/// <summary>Turns what a warehouse sends into the type that its column has. Warehouses send many types as text.</summary>
internal static class ValueTyping
{
    // 2^53: up to here a Double holds each whole number.
    private const double MaxExactDouble = 9_007_199_254_740_992;

    /// <summary>What converts the values of a type; null where they stay as they are.</summary>
    public static Func<object, object?>? ConverterFor(string type) => BareName(type) switch
    {
        "INTEGER" or "INT64" or "INT" or "BIGINT" or "SMALLINT" or "TINYINT" or "BYTEINT" or "LONG" or "SHORT" or "BYTE" => ToInteger,
        "NUMERIC" or "BIGNUMERIC" or "DECIMAL" or "BIGDECIMAL" or "NUMBER" => ToDecimal,
        "FLOAT" or "FLOAT64" or "DOUBLE" or "REAL" or "DOUBLE PRECISION" => ToDouble,
        "BOOLEAN" or "BOOL" => ToBoolean,
        "DATE" => static value => value is string text ? DateText.Day(text) : null,
        "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMP WITHOUT TIME ZONE" => static value => value is string text ? DateText.Local(text) : null,
        "TIMESTAMP" or "TIMESTAMPTZ" or "TIMESTAMP_TZ" or "TIMESTAMP_LTZ" or "TIMESTAMP WITH TIME ZONE" =>
            static value => value is string text ? DateText.Moment(text) : null,
        _ => null,
    };

    /// <summary>Whether the type holds decimal fractions exactly.</summary>
    public static bool IsExact(string type) => BareName(type) is "NUMERIC" or "BIGNUMERIC" or "DECIMAL" or "BIGDECIMAL" or "NUMBER";

    // DECIMAL(18,2) is a DECIMAL.
    internal static string BareName(string type)
    {
        var bracket = type.IndexOf('(');
        return (bracket < 0 ? type : type.Substring(0, bracket)).Trim().ToUpperInvariant();
    }

    private static object? ToInteger(object value) => value switch
    {
        long or BigInteger => value,
        double number when Math.Floor(number) == number && !double.IsInfinity(number) => Whole(number),
        decimal number when decimal.Truncate(number) == number => number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) =>
            large >= new BigInteger(decimal.MinValue) && large <= new BigInteger(decimal.MaxValue) ? (object)(decimal)large : large,
        _ => null,
    };

    // JSON writes whole numbers as 1.0 and 1e21, too.
    private static object Whole(double number) => Math.Abs(number) < MaxExactDouble ? (object)(long)number : new BigInteger(number);

    private static object? ToDecimal(object value) => value switch
    {
        decimal or BigInteger => value,
        long number => (decimal)number,
        double number => DecimalText.Exact(number.ToString("R", CultureInfo.InvariantCulture)) is { } exact ? exact : (object)number,
        string text => DecimalText.IsNumber(text) ? (DecimalText.Exact(text) is { } exact ? exact : (object)text) : null,
        _ => null,
    };

    private static object? ToDouble(object value) => value switch
    {
        double => value,
        long number => (double)number,
        decimal number => (double)number,
        BigInteger number => (double)number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number) => number,
        "NaN" => double.NaN,
        "Infinity" or "inf" or "+inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => null,
    };

    private static object? ToBoolean(object value) => value switch
    {
        bool => value,
        string text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        string text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };
}
