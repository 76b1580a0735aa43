#if NETSTANDARD2_0
using System.Text;
#endif

namespace Owox.Text;

/// <summary>Checks that bytes are text.</summary>
internal static class StrictUtf8
{
#if NETSTANDARD2_0
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
#endif

    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
#if NETSTANDARD2_0
        try
        {
            Strict.GetCharCount(bytes.ToArray());
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

    public static string Read(ReadOnlySpan<byte> bytes) =>
#if NETSTANDARD2_0
        Encoding.UTF8.GetString(bytes.ToArray());
#else
        System.Text.Encoding.UTF8.GetString(bytes);
#endif
}
