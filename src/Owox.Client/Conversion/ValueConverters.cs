using System.Globalization;
using System.Numerics;

namespace Owox.Conversion;

/// <summary>Converts values to the types of their columns. Warehouses send many types as strings.</summary>
internal static class ValueConverters
{
    // 2^53: up to this value a Double represents each integer.
    private const double MaxExactDouble = 9_007_199_254_740_992;

    /// <summary>The converter of the values of a type; null if they are not converted.</summary>
    public static Func<object, object?>? ConverterFor(string type) => BaseTypeName(type) switch
    {
        "INTEGER" or "INT64" or "INT" or "INT2" or "INT4" or "INT8" or "BIGINT" or "MEDIUMINT" or "SMALLINT" or "TINYINT" or "BYTEINT" or "LONG" or "SHORT" or "BYTE" => ToInteger,
        "NUMERIC" or "BIGNUMERIC" or "DECIMAL" or "BIGDECIMAL" or "DEC" or "NUMBER" => ToDecimal,
        "FLOAT" or "FLOAT4" or "FLOAT8" or "FLOAT64" or "DOUBLE" or "REAL" or "DOUBLE PRECISION" => ToDouble,
        "BOOLEAN" or "BOOL" => ToBoolean,
        "DATE" => static value => value is string text ? DateParser.Day(text) : null,
        "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMP WITHOUT TIME ZONE" => static value => value is string text ? DateParser.Local(text) : null,
        "TIMESTAMP" or "TIMESTAMPTZ" or "TIMESTAMP_TZ" or "TIMESTAMP_LTZ" or "TIMESTAMP WITH TIME ZONE" =>
            static value => value is string text ? DateParser.Moment(text) : null,
        _ => null,
    };

    /// <summary>Whether the type represents decimal fractions exactly.</summary>
    public static bool IsExact(string type) => ConverterFor(type) == ToDecimal;

    /// <summary>Whether the type is numeric.</summary>
    public static bool IsNumeric(string type) => NetTypeOf(type) is { } net && (net == typeof(long) || net == typeof(decimal) || net == typeof(double));

    /// <summary>The kind of numbers of the type that can be parsed from bytes without creating a string.</summary>
    public static NumberKind KindOf(string type) => ConverterFor(type) is var convert && convert == ToInteger ? NumberKind.Integer
        : convert == ToDecimal ? NumberKind.Decimal
        : NumberKind.None;

    /// <summary>
    /// The .NET type that values of the type are converted to, for numbers in its range; null if values are converted to several types.
    /// </summary>
    public static Type? NetTypeOf(string type) => BaseTypeName(type) switch
    {
        "STRING" or "VARCHAR" or "CHAR" or "TEXT" or "BPCHAR" or "NVARCHAR" or "CHARACTER VARYING" => typeof(string),
        "DATE" or "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMP WITHOUT TIME ZONE" => typeof(DateTime),
        _ when ConverterFor(type) is { } convert => convert == ToInteger ? typeof(long)
            : convert == ToDecimal ? typeof(decimal)
            : convert == ToDouble ? typeof(double)
            : convert == ToBoolean ? typeof(bool)
            : typeof(DateTimeOffset),
        _ => null,
    };

    /// <summary>Whether the type is numeric.</summary>
    public static bool IsNumber(string type) => ConverterFor(type) is { } converter && (converter == ToInteger || converter == ToDecimal || converter == ToDouble);

    // DECIMAL(18,2) is a DECIMAL.
    internal static string BaseTypeName(string type)
    {
        var bracket = type.IndexOf('(');
        return (bracket < 0 ? type : type.Substring(0, bracket)).Trim().ToUpperInvariant();
    }

    private static object? ToInteger(object value) => value switch
    {
        long => value,
        BigInteger number => Narrow(number),
        double number when Math.Floor(number) == number && !double.IsInfinity(number) => Math.Abs(number) < MaxExactDouble ? (object)(long)number : Narrow(new BigInteger(number)),
        decimal number when decimal.Truncate(number) == number => number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when DecimalParser.IsNumber(text = text.Trim(' ')) && DecimalParser.ParseInteger(text) is { } whole => Narrow(whole),
        _ => null,
    };

    // The same number has the same type in all notations, such as 1e21.
    private static object Narrow(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? (object)(long)number
        : number >= new BigInteger(decimal.MinValue) && number <= new BigInteger(decimal.MaxValue) ? (decimal)number
        : number;

    private static object? ToDecimal(object value) => value switch
    {
        decimal or BigInteger => value,
        long number => (decimal)number,
        double number => DecimalParser.Exact(number.ToString("R", CultureInfo.InvariantCulture)) is { } exact ? exact : (object)number,
        string text when DecimalParser.IsNumber(text = text.Trim(' ')) => DecimalParser.Exact(text) is { } exact ? exact : DecimalParser.ParseInteger(text) is { } whole ? whole : (object)text,
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
