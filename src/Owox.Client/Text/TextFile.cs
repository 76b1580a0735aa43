using System.Text;

namespace Owox.Text;

/// <summary>Decodes a text file that a user created: UTF-8, or UTF-16 or UTF-32 with or without a byte order mark.</summary>
internal static class TextFile
{
    // Enough text to detect the encoding by its null bytes.
    private const int Sample = 4_096;

    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
    ];

    /// <summary>Returns the text without a byte order mark. Invalid bytes are replaced with U+FFFD.</summary>
    public static string Decode(byte[] bytes)
    {
        foreach (var encoding in Marked)
        {
            var mark = encoding.GetPreamble();
            if (bytes.Length >= mark.Length && bytes.Take(mark.Length).SequenceEqual(mark))
            {
                return encoding.GetString(bytes, mark.Length, bytes.Length - mark.Length);
            }
        }

        return Unmarked(bytes).GetString(bytes);
    }

    // Most of the text is ASCII, so in these encodings the null bytes are at regular positions.
    private static Encoding Unmarked(byte[] bytes)
    {
        var length = Math.Min(bytes.Length, Sample) / 4 * 4;
        var nulls = new int[4];
        for (var i = 0; i < length; i++)
        {
            nulls[i % 4] += bytes[i] == 0 ? 1 : 0;
        }

        var most = length / 4 * 3 / 4;
        bool IsNull(int place) => length > 0 && nulls[place] > most;
        return (IsNull(0), IsNull(1), IsNull(2), IsNull(3)) switch
        {
            (false, true, true, true) => Marked[0],
            (true, true, true, false) => Marked[1],
            (false, true, false, true) => Marked[3],
            (true, false, true, false) => Marked[4],
            _ => Marked[2],
        };
    }
}
