using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>Text as an argument that is taken for exactly that text.</summary>
internal static class CompletionQuoting
{
    /// <summary>In quotes where the text needs them. What begins with a digit could be taken for a number, unless it is an ID.</summary>
    public static string Argument(string text) => IsWord(text) || Guid.TryParseExact(text, "D", out _) ? text : Text(text);

    /// <summary>As a member's name or a key of a hashtable.</summary>
    public static string Member(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(static c => char.IsLetterOrDigit(c) || c == '_') ? text : Text(text);

    /// <summary>In quotes, whatever it is.</summary>
    public static string Text(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static bool IsWord(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && text.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/');
}
