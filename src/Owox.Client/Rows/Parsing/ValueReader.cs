using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Owox.Conversion;

namespace Owox.Rows.Parsing;

/// <summary>Converts values that were found without the JSON reader to the same .NET values as <see cref="JsonValueReader"/>.</summary>
internal sealed class ValueReader
{
    // With at most this many digits, the digits and the power of ten are exact as a Double, so their quotient is rounded correctly.
    private const int MaxExactDigits = 15;

    // A number with at most this many digits always fits into an Int64.
    private const int MaxPlainDigits = 18;

    private const int MinScratch = 256;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly double[] _powers = PowersOfTen;
    private readonly object _true = JsonValueReader.True;
    private readonly object _false = JsonValueReader.False;
    private byte[] _unescaped = [];
    private StringPool[] _texts = [];
    private NumberKind[] _numbers = [];

    /// <summary>Resets the reader for rows with other columns.</summary>
    /// <param name="numbers">The kind of numbers that the text of each column represents.</param>
    public void Begin(NumberKind[] numbers)
    {
        _numbers = numbers;
        _texts = [.. numbers.Select(static _ => new StringPool())];
    }

    /// <summary>Returns the value of a column at a position in the lines.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public object? Read(in ValueSpan slice, ReadOnlySpan<byte> lines, int column)
    {
        switch (slice.Kind)
        {
            case ValueKind.Text when _numbers[column] is NumberKind.Integer or NumberKind.Decimal && NumberParser.Read(slice.GetBytes(lines), _numbers[column]) is { } number: return number;
            case ValueKind.Text: return _texts[column].Get(lines, slice.Start, slice.Length);
            case ValueKind.Integer: return ReadInteger(slice.GetBytes(lines));
            case ValueKind.Decimal when _numbers[column] >= NumberKind.Decimal: return JsonValueReader.ReadExact(slice.GetBytes(lines));
            case ValueKind.Decimal: return ReadFraction(slice.GetBytes(lines));
            case ValueKind.True: return _true;
            case ValueKind.False: return _false;
            case ValueKind.EscapedText:
                var length = Unescape(slice.GetBytes(lines), ref _unescaped);
                return _texts[column].Get(_unescaped, 0, length);
            default: return null;
        }
    }

    /// <summary>The kind of numbers in the column.</summary>
    public NumberKind KindOf(int column) => _numbers[column];

    /// <summary>Writes the text without its one-letter escape sequences, and returns its length.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public static int Unescape(ReadOnlySpan<byte> text, ref byte[] scratch)
    {
        if (scratch.Length < text.Length)
        {
            scratch = new byte[Math.Max(MinScratch, text.Length * 2)];
        }

        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            scratch[count++] = text[i] != (byte)'\\' ? text[i] : text[++i] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                var itself => itself,
            };
        }

        return count;
    }

    [MethodImpl(Compiled.AggressiveOptimization)]
    private static object ReadInteger(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == (byte)'-';
        if (text.Length > MaxPlainDigits)
        {
            return Utf8Parser.TryParse(text, out long large, out var used) && used == text.Length ? JsonValueReader.ReadInteger(large, text) : JsonValueReader.ReadBigInteger(text);
        }

        var value = 0L;
        for (var i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            value = (value * 10) + (text[i] - '0');
        }

        return isNegative ? JsonValueReader.ReadInteger(-value, text) : value;
    }

    [MethodImpl(Compiled.AggressiveOptimization)]
    private object ReadFraction(ReadOnlySpan<byte> text)
    {
        var first = text[0] == (byte)'-' ? 1 : 0;
        if (text.Length - first - 1 > MaxExactDigits)
        {
            return Long(text);
        }

        var digits = 0L;
        var point = text.Length;
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] == (byte)'.')
            {
                point = i;
            }
            else
            {
                digits = (digits * 10) + (text[i] - '0');
            }
        }

        var value = digits / _powers[text.Length - point - 1];
        return first == 0 ? value : -value;
    }

    // The same conversion to a Double as in the JSON reader.
    private static object Long(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double fraction, out var used) && used == text.Length && !double.IsInfinity(fraction)
            ? fraction
            : throw new FormatException("a number is too large for any type");
}
