using System.Globalization;

namespace Owox.Text;

/// <summary>Cleans a key or a token that a user copied. Terminals, editors and chat programs add invisible characters.</summary>
internal static class CopiedKeyCleaner
{
    private const string Quotes = "\"'`\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u2039\u203A";

    /// <summary>Returns the text without invisible characters and quotation marks at its ends.</summary>
    public static string Trim(string? text)
    {
        var (start, end) = (0, text?.Length ?? 0);
        while (start < end && IsAdded(text![start]))
        {
            start++;
        }

        while (end > start && IsAdded(text![end - 1]))
        {
            end--;
        }

        return text?.Substring(start, end - start) ?? "";
    }

    /// <summary>
    /// Returns the text without quotation marks at its ends and without any invisible character. For text that never contains white space.
    /// </summary>
    public static string Join(string? text) => new([.. Trim(text).Where(static c => !IsInvisible(c))]);

    /// <summary>Describes the problem with a cleaned text: it is empty or contains an invalid character. Null if the text is valid.</summary>
    public static string? Problem(string? given, string clean, Func<char, bool> isAllowed) =>
        clean.Length > 0 ? CodePoint(clean, isAllowed) is { } other ? $"it contains {other}" : null
        : CodePoint(given ?? "", char.IsWhiteSpace) is { } only ? $"it is empty except for {only}"
        : "it is empty";

    /// <summary>The first invalid character, as <c>U+200B</c>, or null if all are valid.</summary>
    public static string? CodePoint(string text, Func<char, bool> isAllowed)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!isAllowed(text[i]))
            {
                var value = char.IsSurrogatePair(text, i) ? char.ConvertToUtf32(text, i) : text[i];
                return $"U+{value.ToString("X4", CultureInfo.InvariantCulture)}{(value == 0x16 ? " (Ctrl+V; paste with the right mouse button or Shift+Insert)" : "")}";
            }
        }

        return null;
    }

    private static bool IsAdded(char c) => IsInvisible(c) || Quotes.IndexOf(c) >= 0;

    private static bool IsInvisible(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
