namespace Owox.Files.Csv;

/// <summary>
/// Finds white space at the beginning and the end of UTF-8 text. Many CSV readers remove it if it is not quoted. The byte order mark counts
/// as white space, because readers remove it at the beginning of a file.
/// </summary>
internal static class WhiteSpace
{
    public static bool IsAtEnds(ReadOnlySpan<byte> text) => text.Length > 0 && (Begins(text) || Ends(text));

    /// <summary>Whether the byte can be the first byte of white space.</summary>
    public static bool MayBegin(byte first) => first <= ' ' || first is 0xC2 or 0xE1 or 0xE2 or 0xE3 or 0xEF;

    /// <summary>Whether the byte can be the last byte of white space.</summary>
    public static bool MayEnd(byte last) => last <= ' ' || last is (>= 0x80 and <= 0x8A) or 0x9F or 0xA0 or 0xA8 or 0xA9 or 0xAF or 0xBF;

    private static bool Begins(ReadOnlySpan<byte> text) => text[0] switch
    {
        < 0x80 => IsAscii(text[0]),
        0xC2 => text.Length > 1 && IsLatin(text[1]),
        _ => text.Length > 2 && IsOther(text[0], text[1], text[2]),
    };

    private static bool Ends(ReadOnlySpan<byte> text)
    {
        var last = text[text.Length - 1];
        if (last < 0x80)
        {
            return IsAscii(last);
        }

        return (text.Length > 1 && text[text.Length - 2] == 0xC2 && IsLatin(last))
            || (text.Length > 2 && IsOther(text[text.Length - 3], text[text.Length - 2], last));
    }

    private static bool IsAscii(byte value) => value is (byte)' ' or (>= 0x09 and <= 0x0D);

    // U+0085 and U+00A0.
    private static bool IsLatin(byte second) => second is 0x85 or 0xA0;

    private static bool IsOther(byte first, byte second, byte third) => (first, second) switch
    {
        (0xE1, 0x9A) => third == 0x80, // U+1680
        (0xE2, 0x80) => third is (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF, // U+2000 to U+200A, U+2028, U+2029, U+202F
        (0xE2, 0x81) => third == 0x9F, // U+205F
        (0xE3, 0x80) => third == 0x80, // U+3000
        (0xEF, 0xBB) => third == 0xBF, // U+FEFF
        _ => false,
    };
}
