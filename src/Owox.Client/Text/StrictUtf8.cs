using System.Text;

namespace Owox.Text;

/// <summary>UTF-8 that reports invalid bytes instead of replacing them.</summary>
internal static class StrictUtf8
{
    /// <summary>Throws a <see cref="DecoderFallbackException"/> or <see cref="EncoderFallbackException"/> for what is not UTF-8; writes no byte order mark.</summary>
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

    /// <summary>The text of bytes that <see cref="IsValid"/> accepted.</summary>
    public static string Read(ReadOnlySpan<byte> bytes) =>
#if NETSTANDARD2_0
        System.Text.Encoding.UTF8.GetString(bytes.ToArray());
#else
        System.Text.Encoding.UTF8.GetString(bytes);
#endif
}
