using System.Net;
using System.Text.RegularExpressions;

namespace Owox.Sandbox.Http;

/// <summary>Renders common Markdown without styles. As on the server, HTML in the text is removed.</summary>
internal static partial class Markdown
{
    private const string Style = "color-scheme: light dark; margin: 0; font-size: 16px; line-height: 1.5; word-wrap: break-word;";

    public static string ToHtml(string markdown)
    {
        var blocks = markdown.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Trim('\n').Split('\n'))
            .Where(lines => !lines[0].TrimStart().StartsWith('<'));
        return $"<div class=\"markdown-body\" style=\"{Style}\">{string.Join('\n', blocks.Select(Block))}</div>";
    }

    private static string Block(string[] lines)
    {
        if (HeadingPattern().Match(lines[0]) is { Success: true } heading)
        {
            var level = heading.Groups["marks"].Length;
            return $"<h{level}>{Inline(heading.Groups["text"].Value)}</h{level}>{(lines.Length > 1 ? "\n" + Block(lines[1..]) : "")}";
        }

        return lines.All(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal))
            ? $"<ul>\n{string.Concat(lines.Select(line => $"<li>{Inline(line[2..])}</li>\n"))}</ul>"
            : lines.Length > 1 && lines[1].Trim('|', ' ').All(letter => letter is '-' or '|' or ':' or ' ')
            ? $"<table>\n<thead>\n{Row(lines[0], "th")}</thead>\n<tbody>\n{string.Concat(lines.Skip(2).Select(line => Row(line, "td")))}</tbody>\n</table>"
            : $"<p>{Inline(string.Join('\n', lines))}</p>";
    }

    private static string Row(string line, string tag) =>
        $"<tr>\n{string.Concat(line.Trim().Trim('|').Split('|').Select(cell => $"<{tag}>{Inline(cell.Trim())}</{tag}>\n"))}</tr>\n";

    private static string Inline(string text) => InlinePattern().Replace(WebUtility.HtmlEncode(TagPattern().Replace(text, string.Empty)), match =>
        match.Groups["code"].Success ? $"<code>{match.Groups["code"]}</code>"
        : match.Groups["strong"].Success ? $"<strong>{match.Groups["strong"]}</strong>"
        : match.Groups["em"].Success ? $"<em>{match.Groups["em"]}</em>"
        : $"<a href=\"{match.Groups["url"]}\">{match.Groups["link"]}</a>");

    [GeneratedRegex("^(?<marks>#{1,6}) (?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*]+)\*|\[(?<link>[^\]]+)\]\((?<url>https?://[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlinePattern();
}
