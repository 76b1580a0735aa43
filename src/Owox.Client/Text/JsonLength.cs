using System.Globalization;
using System.Text;

namespace Owox.Text;

/// <summary>
/// Measures JSON as a server does: in UTF-8, with nothing escaped but JSON's own marks. What the writer escapes beyond that
/// (characters past U+FFFF above all) counts as the characters that it stands for.
/// </summary>
internal static class JsonLength
{
    private const int EscapeLength = 6;
    private const int LastAlwaysEscaped = 0x1F;

    public static int FromJson(byte[] json)
    {
        var size = 0;
        for (var i = 0; i < json.Length;)
        {
            var (length, counts) = json[i] == '\\' ? Escape(json, i) : (1, 1);
            i += length;
            size += counts;
        }

        return size;
    }

    private static (int Length, int Counts) Escape(byte[] json, int at)
    {
        if (Unit(json, at) is not { } unit)
        {
            return (2, 2);
        }

        if (char.IsHighSurrogate(unit) && Unit(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low))
        {
            return (2 * EscapeLength, 4);
        }

        return (EscapeLength, unit <= LastAlwaysEscaped || char.IsSurrogate(unit) ? EscapeLength : Encoding.UTF8.GetByteCount([unit]));
    }

    // The UTF-16 unit of an escape like \u00e9; null where none stands.
    private static char? Unit(byte[] json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
            ? (char)ushort.Parse(Encoding.ASCII.GetString(json, at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : null;
}
