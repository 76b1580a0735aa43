using System.Text.RegularExpressions;

namespace Owox.Help;

/// <summary>Converts Markdown to text for a console.</summary>
internal static class ConsoleText
{
    // A line break inside a paragraph, which has no empty line before or after it and is not followed by a list item.
    private static readonly Regex Wrap = Pattern.Of(@"(?<!\n)\n[ ]*(?!-\s|\n|\s)");
    private static readonly Regex Link = Pattern.Of(@"\[(?<text>[^\]]+)\]\([^)]+\)");

    /// <summary>Joins wrapped lines, and removes the markup of code and links.</summary>
    public static string FromMarkdown(string markdown) =>
        Link.Replace(Wrap.Replace(markdown.Trim(), " ").Replace("`", "", StringComparison.Ordinal), "${text}");
}
