using System.Globalization;
using System.Numerics;

namespace Owox.Conversion;

/// <summary>Converts values to the types of their columns. Warehouses send many types as strings.</summary>
internal static class ValueConverters
{
    // 2^53: up to this value a Double represents each integer.
    private const double MaxExactDouble = 9_007_199_254_740_992;

    /// <summary>The converter of the values of a type, or null if they are not converted.</summary>
    public static Func<object, object?>? ConverterFor(string type) => ColumnKinds.Of(type) switch
    {
        ColumnKind.Integer => ToInteger,
        ColumnKind.Decimal => ToDecimal,
        ColumnKind.Double => ToDouble,
        ColumnKind.Boolean => ToBoolean,
        ColumnKind.Date => static value => value is string text ? DateParser.Day(text) : null,
        ColumnKind.DateTime => static value => value is string text ? DateParser.Local(text) : null,
        ColumnKind.Timestamp => static value => value is string text ? DateParser.Moment(text) : null,
        _ => null,
    };

    /// <summary>Whether the type represents decimal fractions exactly.</summary>
    public static bool IsExact(string type) => ColumnKinds.Of(type) == ColumnKind.Decimal;

    /// <summary>Whether the type is numeric.</summary>
    public static bool IsNumeric(string type) => ColumnKinds.Of(type) is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Double;

    /// <summary>The kind of numbers of the type that can be parsed from bytes without creating a string.</summary>
    public static NumberKind KindOf(string type) => ColumnKinds.Of(type) switch
    {
        ColumnKind.Integer => NumberKind.Integer,
        ColumnKind.Decimal => NumberKind.Decimal,
        _ => NumberKind.None,
    };

    /// <summary>
    /// The .NET type that values of the type are converted to, for numbers in its range, or null if values are converted to several types.
    /// </summary>
    public static Type? NetTypeOf(string type) => ColumnKinds.Of(type) switch
    {
        ColumnKind.Text => typeof(string),
        ColumnKind.Date or ColumnKind.DateTime => typeof(DateTime),
        ColumnKind.Timestamp => typeof(DateTimeOffset),
        ColumnKind.Integer => typeof(long),
        ColumnKind.Decimal => typeof(decimal),
        ColumnKind.Double => typeof(double),
        ColumnKind.Boolean => typeof(bool),
        _ => null,
    };

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

        // The conversion of .NET does not return the nearest Double of each number.
        decimal number => ParseDouble(number.ToString(CultureInfo.InvariantCulture)),
        BigInteger number => ParseDouble(number.ToString(CultureInfo.InvariantCulture)),
        string text when ParseDouble(text) is { } number => number,
        "NaN" => double.NaN,
        "Infinity" or "inf" or "+inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => null,
    };

    private static double? ParseDouble(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number) ? number : null;

    private static object? ToBoolean(object value) => value switch
    {
        bool => value,
        string text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        string text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };
}
