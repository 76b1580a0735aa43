using System.Text.RegularExpressions;

namespace Owox.Help;

/// <summary>Markdown as a console shows it.</summary>
internal static class ConsoleText
{
    // A line break inside a paragraph: no empty line around it, and no list item after it.
    private static readonly Regex Wrap = Pattern.Of(@"(?<!\n)\n[ ]*(?!-\s|\n|\s)");
    private static readonly Regex Link = Pattern.Of(@"\[(?<text>[^\]]+)\]\([^)]+\)");

    /// <summary>Joins wrapped lines, and removes the marks of code and links.</summary>
    public static string FromMarkdown(string markdown) =>
        Link.Replace(Wrap.Replace(markdown.Trim(), " ").Replace("`", "", StringComparison.Ordinal), "${text}");
}
