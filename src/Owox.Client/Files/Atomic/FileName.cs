using System.Text;

namespace Owox.Files.Atomic;

/// <summary>Keeps names within what file systems take.</summary>
internal static class FileName
{
    /// <summary>The longest beginning of the text that needs no more bytes than that; characters stay whole.</summary>
    public static string TruncateUtf8(string text, int maxBytes)
    {
        var bytes = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            bytes += Encoding.UTF8.GetByteCount(text.Substring(i, length));
            if (bytes > maxBytes)
            {
                return text.Substring(0, i);
            }

            i += length;
        }

        return text;
    }
}
