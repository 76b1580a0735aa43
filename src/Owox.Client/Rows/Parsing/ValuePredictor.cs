using System.Runtime.CompilerServices;
#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace Owox.Rows.Parsing;

/// <summary>Finds a value of the same kind and length as another value. Most values in a column of a table are similar.</summary>
internal static class ValuePredictor
{
    /// <summary>
    /// Returns the value that starts at the offset, like <see cref="ValueScanner.Scan"/>, but faster if it is similar to the other value.
    /// </summary>
    [MethodImpl(Compiled.AggressiveInlining)]
    public static ValueSpan Scan(ReadOnlySpan<byte> bytes, int at, in ValueSpan like)
    {
#if NET8_0_OR_GREATER
        if (bytes.Length - at > Vector256<byte>.Count)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at);
            if (first == (byte)'"')
            {
                if (like.Kind == ValueKind.Text && IsText(ref first, like.Length))
                {
                    return new ValueSpan(at + 1, like.Length, ValueKind.Text);
                }
            }
            else if (first > (byte)'9')
            {
                return ValueScanner.Word(bytes, at);
            }
            else if (IsNumber(ref first, like.Length, like.Kind))
            {
                return new ValueSpan(at, like.Length, like.Kind);
            }
        }
#endif
        return ValueScanner.Scan(bytes, at);
    }

#if NET8_0_OR_GREATER
    [MethodImpl(Compiled.AggressiveInlining)]
    private static bool IsText(ref byte quote, int length)
    {
        var text = Vector256.LoadUnsafe(ref quote, 1);
        var ends = text | Vector256.Equals(text, Vector256.Create((byte)'"')) | Vector256.Equals(text, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(text, Vector256.Create((byte)0x1F)), text);
        return length < Vector256<byte>.Count
            && (ends.ExtractMostSignificantBits() & ((2U << length) - 1)) == 1U << length
            && Unsafe.Add(ref quote, length + 1) == (byte)'"';
    }

    [MethodImpl(Compiled.AggressiveInlining)]
    private static bool IsNumber(ref byte first, int length, ValueKind kind)
    {
        var digits = Vector128.LoadUnsafe(ref first) - Vector128.Create((byte)'0');
        var others = Vector128.GreaterThan(digits, Vector128.Create((byte)9)).ExtractMostSignificantBits() & ((2U << length) - 1);
        if (length >= Vector128<byte>.Count || kind < ValueKind.Integer)
        {
            return false;
        }

        if (kind == ValueKind.Integer)
        {
            return others == 1U << length && first != (byte)'0' && Unsafe.Add(ref first, length) is (byte)',' or (byte)'}';
        }

        var point = BitOperations.TrailingZeroCount(others);
        return (others & (others - 1)) == 1U << length && (uint)(point - 1) < length - 2 && Unsafe.Add(ref first, point) == (byte)'.'
            && (first != (byte)'0' || point == 1) && Unsafe.Add(ref first, length) is (byte)',' or (byte)'}';
    }
#endif
}
