using System.Runtime.InteropServices;

namespace Owox.Rows.Parsing;

/// <summary>The kind of a value in a line.</summary>
internal enum ValueKind : byte
{
    Null,
    True,
    False,

    /// <summary>A number without a fraction and without an exponent.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Decimal,

    /// <summary>A text without escape sequences.</summary>
    Text,

    /// <summary>A text with one-letter escape sequences, such as \n and \".</summary>
    EscapedText,
}

/// <summary>The position of a value in a line, without quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ValueSpan(int Start, int Length, ValueKind Kind)
{
    /// <summary>The position after the value and its closing quote.</summary>
    public int End => Start + Length + (Kind >= ValueKind.Text ? 1 : 0);

    public ReadOnlySpan<byte> GetBytes(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}
