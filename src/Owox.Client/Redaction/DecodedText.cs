using System.Globalization;
using System.Net;
using System.Text;

namespace Owox.Redaction;

/// <summary>A text whose JSON, URL and HTML escape sequences were decoded, with the position of each character in the original text.</summary>
internal sealed class DecodedText
{
    // A proxy can encode a text that a server has already encoded.
    private const int MaxPasses = 3;
    private const int LongestEntity = 10;

    private readonly int[] _starts;
    private readonly int[] _ends;

    private DecodedText(string text, int[] starts, int[] ends) => (Text, _starts, _ends) = (text, starts, ends);

    public string Text { get; }

    /// <summary>The original text, the text after one to three passes of decoding, and each of these without white space.</summary>
    public static IEnumerable<DecodedText> Readings(string text)
    {
        var reading = new DecodedText(text, Enumerable.Range(0, text.Length).ToArray(), Enumerable.Range(1, text.Length).ToArray());
        for (var pass = 0; pass <= MaxPasses; pass++)
        {
            yield return reading;
            if (reading.Text.Any(char.IsWhiteSpace))
            {
                yield return reading.Select(static (source, at) => char.IsWhiteSpace(source[at]) ? ("", 1) : (source[at].ToString(), 1));
            }

            if (reading.Text.IndexOfAny(['\\', '%', '&']) < 0)
            {
                yield break;
            }

            var decoded = reading.Select(Next);
            if (decoded.Text == reading.Text)
            {
                yield break;
            }

            reading = decoded;
        }
    }

    /// <summary>The range in the original text that corresponds to the characters.</summary>
    public (int Start, int End) Original(int at, int length) => (_starts[at], _ends[at + length - 1]);

    private DecodedText Select(Func<string, int, (string Text, int Length)> next)
    {
        var text = new StringBuilder(Text.Length);
        var (starts, ends) = (new List<int>(Text.Length), new List<int>(Text.Length));
        for (var at = 0; at < Text.Length;)
        {
            var (part, length) = next(Text, at);
            foreach (var c in part)
            {
                text.Append(c);
                starts.Add(_starts[at]);
                ends.Add(_ends[at + length - 1]);
            }

            at += length;
        }

        return new DecodedText(text.ToString(), [.. starts], [.. ends]);
    }

    private static (string Text, int Length) Next(string text, int at) => text[at] switch
    {
        '\\' => Escape(text, at),
        '%' => Percent(text, at),
        '&' => Entity(text, at),
        var c => (c.ToString(), 1),
    };

    private static (string Text, int Length) Escape(string text, int at)
    {
        if (at + 1 == text.Length)
        {
            return ("\\", 1);
        }

        return text[at + 1] switch
        {
            'u' or 'U' when Hex(text, at + 2, 4) is { } unit => (((char)unit).ToString(), 6),
            'x' when Hex(text, at + 2, 2) is { } unit => (((char)unit).ToString(), 4),
            'n' or 'r' or 't' => (" ", 2),
            var c and ('"' or '\'' or '\\' or '/') => (c.ToString(), 2),
            _ => ("\\", 1),
        };
    }

    private static (string Text, int Length) Percent(string text, int at)
    {
        if (Hex(text, at + 1, 2) is not { } first)
        {
            return ("%", 1);
        }

        // A non-ASCII character is encoded as two to four bytes of UTF-8.
        var count = first switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var place = at + (3 * i);
            if (place >= text.Length || text[place] != '%' || Hex(text, place + 1, 2) is not { } value)
            {
                return (((char)first).ToString(), 3);
            }

            bytes[i] = (byte)value;
        }

        return count == 1 ? (((char)first).ToString(), 3) : (Encoding.UTF8.GetString(bytes), 3 * count);
    }

    private static (string Text, int Length) Entity(string text, int at)
    {
        var end = text.IndexOf(';', at, Math.Min(LongestEntity, text.Length - at));
        if (end < 0)
        {
            return ("&", 1);
        }

        var entity = text.Substring(at, end + 1 - at);
        return WebUtility.HtmlDecode(entity) is var decoded && decoded != entity ? (decoded, entity.Length) : ("&", 1);
    }

    private static int? Hex(string text, int at, int length) =>
        at + length <= text.Length
        && int.TryParse(text.Substring(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
