using System.Globalization;
using System.Text;

namespace Owox.Excel;

/// <summary>The text of cells.</summary>
internal static class CellText
{
    /// <summary>The maximum number of characters of a cell.</summary>
    public const int MaxLength = 32_767;

    private const int EscapeLength = 7;

    /// <summary>
    /// Returns text that Excel reads as the specified text. XML has no control characters, and its readers change carriage returns:
    /// they are written as <c>_x000D_</c>, which the standard defines. Text that looks like that is escaped itself.
    /// </summary>
    public static string Escape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscaped(text, i))
            {
                return EscapeFrom(text, i);
            }
        }

        return text;
    }

    private static string EscapeFrom(string text, int first)
    {
        var escaped = new StringBuilder(text, 0, first, text.Length + EscapeLength);
        for (var i = first; i < text.Length; i++)
        {
            if (IsEscaped(text, i))
            {
                escaped.AppendFormat(CultureInfo.InvariantCulture, "_x{0:X4}_", (int)text[i]);
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return escaped.ToString();
    }

    private static bool IsEscaped(string text, int at) => text[at] switch
    {
        '\t' or '\n' => false,
        < ' ' or '\uFFFE' or '\uFFFF' => true,
        '_' => IsEscapeSequence(text, at),
        _ => false,
    };

    private static bool IsEscapeSequence(string text, int at) =>
        at + EscapeLength <= text.Length && text[at + 1] is 'x' or 'X' && text[at + EscapeLength - 1] == '_'
        && IsHex(text[at + 2]) && IsHex(text[at + 3]) && IsHex(text[at + 4]) && IsHex(text[at + 5]);

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
