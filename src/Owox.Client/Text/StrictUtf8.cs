using System.Text;

namespace Owox.Text;

/// <summary>UTF-8 that reports invalid bytes and does not replace them.</summary>
internal static class StrictUtf8
{
    /// <summary>
    /// An encoding that throws a <see cref="DecoderFallbackException"/> or <see cref="EncoderFallbackException"/> for invalid input and
    /// writes no byte order mark.
    /// </summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
#if NETSTANDARD2_0
        try
        {
            Encoding.GetCharCount(bytes.ToArray());
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
#else
        return System.Text.Unicode.Utf8.IsValid(bytes);
#endif
    }

    /// <summary>Whether the text has a representation in UTF-8: it contains no unpaired surrogate.</summary>
    public static bool CanEncode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the text of bytes that <see cref="IsValid"/> accepted.</summary>
    public static string Read(ReadOnlySpan<byte> bytes) =>
#if NETSTANDARD2_0
        System.Text.Encoding.UTF8.GetString(bytes.ToArray());
#else
        System.Text.Encoding.UTF8.GetString(bytes);
#endif
}

/// <summary>Repairs JSON text with an escape sequence for an unpaired surrogate. JSON allows it, but text encodings do not.</summary>
internal static class Surrogates
{
    // \uXXXX
    private const int EscapeLength = 6;

    /// <summary>Replaces each unpaired surrogate with U+FFFD in place. Both escape sequences have the same length.</summary>
    /// <returns>The offset of the first replacement; -1 if there was none.</returns>
    public static int Repair(Span<byte> json)
    {
        var first = -1;
        for (var at = Next(json, 0); at >= 0;)
        {
            var code = Code(json, at);
            var length = code < 0 ? 2 : EscapeLength;
            if (IsHigh(code) && IsLow(Code(json, at + EscapeLength)))
            {
                length = 2 * EscapeLength;
            }
            else if (IsHigh(code) || IsLow(code))
            {
                "fffd"u8.CopyTo(json.Slice(at + 2));
                first = first < 0 ? at : first;
            }

            at = Next(json, at + length);
        }

        return first;
    }

    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        var found = from < json.Length ? json.Slice(from).IndexOf((byte)'\\') : -1;
        return found < 0 ? -1 : from + found;
    }

    // Returns the code unit of the escape sequence at the offset; -1 if there is none.
    private static int Code(ReadOnlySpan<byte> json, int at)
    {
        if (json.Length - at < EscapeLength || json[at] != (byte)'\\' || json[at + 1] != (byte)'u')
        {
            return -1;
        }

        var code = 0;
        foreach (var digit in json.Slice(at + 2, EscapeLength - 2))
        {
            var value = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => -1,
            };
            if (value < 0)
            {
                return -1;
            }

            code = (code << 4) | value;
        }

        return code;
    }

    private static bool IsHigh(int code) => code is >= 0xD800 and <= 0xDBFF;

    private static bool IsLow(int code) => code is >= 0xDC00 and <= 0xDFFF;
}
