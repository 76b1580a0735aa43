using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Owox.Conversion;

/// <summary>The kind of number that a string represents.</summary>
internal enum NumberKind : byte
{
    /// <summary>None: strings remain strings.</summary>
    None,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    /// <summary>Strings remain strings, but numbers keep all digits.</summary>
    Exact,
}

/// <summary>Reads numbers that are sent as strings directly from the bytes, without creating strings.</summary>
internal static class NumberParser
{
    // Any number with so many digits fits into 64 bits.
    private const int MaxDigits = 18;

    /// <summary>The exact number, or null if the text has another form or too many digits.</summary>
    public static object? Read(ReadOnlySpan<byte> text, NumberKind kind)
    {
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var digits = isNegative ? text.Slice(1) : text;
        var point = -1;
        var value = 0L;
        if (digits.Length > MaxDigits + 1)
        {
            return null;
        }

        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            if ((uint)digit <= 9)
            {
                value = (value * 10) + digit;
            }
            else if (digits[i] == (byte)'.' && point < 0 && i > 0)
            {
                point = i;
            }
            else
            {
                return null;
            }
        }

        var scale = point < 0 ? 0 : digits.Length - point - 1;
        var count = point < 0 ? digits.Length : digits.Length - 1;
        if (count is 0 or > MaxDigits || (point >= 0 && (scale == 0 || kind == NumberKind.Integer)))
        {
            return null;
        }

        return kind == NumberKind.Integer
            ? (object)(isNegative ? -value : value)
            : new decimal((int)value, (int)(value >> 32), 0, isNegative && value != 0, (byte)scale);
    }
}

/// <summary>Parses decimal numbers without losing a digit.</summary>
internal static class DecimalParser
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // A short string such as 1e999999999 can represent a number that fills the memory.
    private const int MaxZeros = 1_000;

    private static readonly Regex Number = new(
        @"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant, System.TimeSpan.FromSeconds(1));

    public static bool IsNumber(string text) => Number.IsMatch(text);

    /// <summary>The number if Decimal represents all digits, or null if it would round.</summary>
    public static decimal? Exact(string text) =>
        IsNumber(text)
        && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value)
        && Digits(text) == Digits(value.ToString(CultureInfo.InvariantCulture))
            ? value
            : null;

    /// <summary>The integer; null for a fraction, or if it has more digits than any warehouse supports.</summary>
    public static BigInteger? ParseInteger(string text)
    {
        var (digits, exponent) = Digits(text);
        return exponent is < 0 or > MaxZeros || digits.Length > MaxZeros ? null
            : digits.Length == 0 ? BigInteger.Zero
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) * BigInteger.Pow(10, exponent) * (text[0] == '-' ? -1 : 1);
    }

    /// <summary>Whether two texts represent the same number, regardless of notation.</summary>
    public static bool AreEqual(string one, string other)
    {
        var digits = Digits(one);
        return digits == Digits(other) && (digits.Digits.Length == 0 || (one[0] == '-') == (other[0] == '-'));
    }

    // The significant digits and their position, in any notation.
    private static (string Digits, int Exponent) Digits(string text)
    {
        var e = text.IndexOfAny(['e', 'E']);
        var exponent = e < 0 ? 0 : Exponent(text.Substring(e + 1));
        var mantissa = (e < 0 ? text : text.Substring(0, e)).TrimStart('-', '+');
        var point = mantissa.IndexOf('.');
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = new string(mantissa.Where(static c => c != '.').ToArray()).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0 ? ("", 0) : (significant, exponent + digits.Length - significant.Length);
    }

    // Beyond this range only zero has a Decimal, so the exponent does not matter.
    private static int Exponent(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? exponent : int.MaxValue / 2;
}
