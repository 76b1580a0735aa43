using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Parquet.Data;
using Parquet.Schema;

namespace Owox.Parquet.Columns;

/// <summary>Columns of exact decimal numbers, with the precision and the scale of the type in the warehouse.</summary>
internal static class DecimalColumns
{
    private const int MaxPrecision = 38;
    private const int DefaultScale = 9;

    // Up to this precision, a number is an Int64.
    private const int MaxLongPrecision = 18;

    private static readonly Regex Parameters = new(
        @"\(\s*(?<precision>\d+)\s*(,\s*(?<scale>\d+)\s*)?\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex Plain = new(
        @"^-?(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static ParquetColumn Create(TypedColumn source)
    {
        var (precision, scale) = PrecisionOf(source.Type ?? "");
        var description = string.Format(CultureInfo.InvariantCulture, "number with at most {0} digits before and {1} after the decimal point", precision - scale, scale);
        if (precision <= MaxLongPrecision)
        {
            return new ValueColumn<long>(source, description, TryLong) { LogicalType = LogicalTypes.Decimal(precision, scale) };
        }

        var field = new BigDecimalDataField(source.UniqueName, precision, scale, isNullable: true);
        return new ValueColumn<BigDecimal>(source, description, TryBig, field);

        bool TryLong(object value, out long result)
        {
            var fits = TryUnscale(value, precision, scale, out var unscaled);
            result = fits ? (long)unscaled : 0;
            return fits;
        }

        bool TryBig(object value, out BigDecimal result)
        {
            var fits = TryUnscale(value, precision, scale, out var unscaled);
            result = fits ? new BigDecimal((BigInteger)unscaled, precision, scale) : default;
            return fits;
        }
    }

    /// <summary>Returns the number multiplied by a power of ten, if it has no other digits after the decimal point.</summary>
    private static bool TryUnscale(object value, int precision, int scale, out Int128 result)
    {
        switch (value)
        {
            case decimal number: return TryScale(number, precision, scale, out result);
            case BigInteger integer when BigInteger.Abs(integer) < BigInteger.Pow(10, precision - scale):
                result = (Int128)integer * PowerOfTen(scale);
                return true;
            case string text: return TryParse(text, precision, scale, out result);
            default:
                result = 0;
                return false;
        }
    }

    private static bool TryScale(decimal number, int precision, int scale, out Int128 result)
    {
        result = 0;
        if (decimal.Round(number, Math.Min(scale, 28)) != number)
        {
            return false;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var digits = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var places = (bits[3] >> 16) & 0xFF;
        var power = PowerOfTen(Math.Abs(scale - places));
        if (places > scale)
        {
            digits /= power;
        }
        else if (digits > Int128.MaxValue / power)
        {
            return false;
        }
        else
        {
            digits *= power;
        }

        result = bits[3] < 0 ? -digits : digits;
        return digits < PowerOfTen(precision);
    }

    // A number that no number of .NET represents exactly is text.
    private static bool TryParse(string text, int precision, int scale, out Int128 result)
    {
        result = 0;
        var match = Plain.Match(text);
        var (whole, fraction) = (match.Groups["whole"].Value.TrimStart('0'), match.Groups["fraction"].Value.TrimEnd('0'));
        if (!match.Success || whole.Length > precision - scale || fraction.Length > scale)
        {
            return false;
        }

        result = Int128.Parse($"0{whole}{fraction.PadRight(scale, '0')}", NumberStyles.None, CultureInfo.InvariantCulture) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    // DECIMAL(10,2) has 10 digits, 2 of them after the decimal point; DECIMAL(10) has none there.
    private static (int Precision, int Scale) PrecisionOf(string type)
    {
        if (Parameters.Match(type) is { Success: true } match
            && int.TryParse(match.Groups["precision"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
            && precision is > 0 and <= MaxPrecision)
        {
            var scale = match.Groups["scale"].Success ? int.Parse(match.Groups["scale"].Value, CultureInfo.InvariantCulture) : 0;
            return (precision, Math.Min(scale, precision));
        }

        return (MaxPrecision, DefaultScale);
    }
}
