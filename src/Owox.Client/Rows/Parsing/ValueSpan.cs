using System.Runtime.InteropServices;

namespace Owox.Rows.Parsing;

/// <summary>What a value in a line is.</summary>
internal enum ValueKind : byte
{
    Null,
    True,
    False,

    /// <summary>A number without a fraction and without an exponent.</summary>
    Whole,

    /// <summary>A number with a fraction.</summary>
    Fraction,

    /// <summary>A text that stands as it is.</summary>
    Text,

    /// <summary>A text with escapes of one letter, such as \n and \".</summary>
    EscapedText,
}

/// <summary>Where a value stands in a line: its content, without quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ValueSpan(int Start, int Length, ValueKind Kind)
{
    /// <summary>The place after the value and its last quote.</summary>
    public int End => Start + Length + (Kind >= ValueKind.Text ? 1 : 0);

    public ReadOnlySpan<byte> GetBytes(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}
