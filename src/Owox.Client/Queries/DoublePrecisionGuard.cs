using System.Globalization;
using System.Numerics;

namespace Owox.Queries;

/// <summary>Finds integers that would be changed on the way to the warehouse, because the server parses the numbers in a rule as doubles.</summary>
internal static class DoublePrecisionGuard
{
    private const int BitsOfDouble = 53;
    private const int BitsOfGreatest = 1024;

    /// <summary>A description of the first value that would be changed, or null if there is none.</summary>
    public static string? FindProblem(IEnumerable<object?> values) => values
        .Select(ToInteger)
        .OfType<BigInteger>()
        .Where(static number => Read(number) != number)
        .Select(static number => FormattableString.Invariant(
            $"contains {number}, which the server reads as {Read(number)?.ToString(CultureInfo.InvariantCulture) ?? "infinity"}, because it cannot represent all integers beyond 9007199254740992"))
        .FirstOrDefault();

    private static BigInteger? ToInteger(object? value) => value switch
    {
        long number => number,
        ulong number => number,
        BigInteger number => number,
        decimal number when decimal.Truncate(number) == number => new BigInteger(number),
        _ => null,
    };

    // The nearest double; ties are rounded to even. The result is computed here because .NET Framework rounds differently.
    private static BigInteger? Read(BigInteger number)
    {
        var magnitude = BigInteger.Abs(number);
        var spare = Bits(magnitude) - BitsOfDouble;
        if (spare <= 0)
        {
            return number;
        }

        var unit = BigInteger.One << spare;
        var kept = BigInteger.DivRem(magnitude, unit, out var rest);
        var twice = rest * 2;
        var read = (kept + (twice > unit || (twice == unit && !kept.IsEven) ? 1 : 0)) * unit;
        return Bits(read) > BitsOfGreatest ? null : read * number.Sign;
    }

    private static int Bits(BigInteger magnitude)
    {
        var bytes = magnitude.ToByteArray();
        var last = Array.FindLastIndex(bytes, static part => part != 0);
        var bits = Math.Max(0, last) * 8;
        for (var top = last < 0 ? 0 : (int)bytes[last]; top > 0; top >>= 1)
        {
            bits++;
        }

        return bits;
    }
}
