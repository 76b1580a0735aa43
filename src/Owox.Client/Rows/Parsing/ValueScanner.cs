using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Owox.Text;
#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace Owox.Rows.Parsing;

/// <summary>Finds the end of a simple value by the grammar of JSON. Text must be UTF-8.</summary>
internal static class ValueScanner
{
    // The first four letters as a little-endian number.
    private const uint True = 't' | ('r' << 8) | ('u' << 16) | ('e' << 24);
    private const uint FalsePrefix = 'f' | ('a' << 8) | ('l' << 16) | ('s' << 24);
    private const uint Null = 'n' | ('u' << 8) | ('l' << 16) | ('l' << 24);

    /// <summary>No value, or a value for the full JSON reader.</summary>
    public static ValueSpan None => new(0, -1, ValueKind.Null);

    /// <summary>The value at this position; <see cref="None"/>, with a negative length, if there is no value.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public static ValueSpan Scan(ReadOnlySpan<byte> bytes, int at) => bytes[at] switch
    {
        (byte)'"' => Text(bytes, at + 1),
        > (byte)'9' => Word(bytes, at),
        _ => Number(bytes, at),
    };

    /// <summary>Returns the value if only true, false or null is valid at the offset.</summary>
    [MethodImpl(Compiled.AggressiveInlining)]
    public static ValueSpan Word(ReadOnlySpan<byte> bytes, int at) =>
        bytes.Length - at <= sizeof(uint) ? None : BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(at)) switch
        {
            True => new ValueSpan(at, 4, ValueKind.True),
            Null => new ValueSpan(at, 4, ValueKind.Null),
            FalsePrefix when bytes[at + sizeof(uint)] == (byte)'e' => new ValueSpan(at, 5, ValueKind.False),
            _ => None,
        };

    [MethodImpl(Compiled.AggressiveInlining)]
    private static ValueSpan Text(ReadOnlySpan<byte> bytes, int start)
    {
        var kind = ValueKind.Text;
        var isAscii = true;
        for (var at = start; ; at += 2)
        {
            at = TextEnd(bytes, at, ref isAscii);
            if (at < bytes.Length && bytes[at] == (byte)'"')
            {
                return isAscii || StrictUtf8.IsValid(bytes.Slice(start, at - start)) ? new ValueSpan(start, at - start, kind) : None;
            }

            // The escape sequence \u is rare and left to the full JSON reader. Other control characters are invalid in a text.
            if (at + 1 >= bytes.Length || bytes[at] != (byte)'\\' || !IsOneLetterEscape(bytes[at + 1]))
            {
                return None;
            }

            kind = ValueKind.EscapedText;
        }
    }

    // Finds the first byte that ends plain text: a quote, an escape sequence, or an invalid character.
    [MethodImpl(Compiled.AggressiveInlining)]
    private static int TextEnd(ReadOnlySpan<byte> bytes, int at, ref bool isAscii)
    {
#if NET8_0_OR_GREATER
        for (; bytes.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var here = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)at);
            var ends = Vector256.Equals(here, Vector256.Create((byte)'"'))
                | Vector256.Equals(here, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(here, Vector256.Create((byte)0x1F)), here);
            var found = ends.ExtractMostSignificantBits();
            var before = found ^ (found - 1);
            isAscii &= (here.ExtractMostSignificantBits() & before) == 0;
            if (found != 0)
            {
                return at + BitOperations.TrailingZeroCount(found);
            }
        }
#endif
        while (at < bytes.Length && bytes[at] is not ((byte)'"' or (byte)'\\' or < 0x20))
        {
            isAscii &= bytes[at] < 0x80;
            at++;
        }

        return at;
    }

    [MethodImpl(Compiled.AggressiveInlining)]
    private static bool IsOneLetterEscape(byte letter) =>
        letter is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t';

    // -?(0|[1-9][0-9]*)(.[0-9]+)?; exponents are rare and left to the full JSON reader.
    [MethodImpl(Compiled.AggressiveInlining)]
    private static ValueSpan Number(ReadOnlySpan<byte> bytes, int start)
    {
        var first = bytes[start] == (byte)'-' ? start + 1 : start;
        var at = AfterDigits(bytes, first);
        if (at == first || (at > first + 1 && bytes[first] == (byte)'0'))
        {
            return None;
        }

        var kind = ValueKind.Integer;
        if (at < bytes.Length && bytes[at] == (byte)'.')
        {
            kind = ValueKind.Decimal;
            var point = at + 1;
            at = AfterDigits(bytes, point);
            if (at == point)
            {
                return None;
            }
        }

        return at < bytes.Length && bytes[at] is (byte)'e' or (byte)'E' ? None : new ValueSpan(start, at - start, kind);
    }

    [MethodImpl(Compiled.AggressiveOptimization)]
    private static int AfterDigits(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && (uint)(bytes[at] - '0') <= 9)
        {
            at++;
        }

        return at;
    }
}
