using System.Net;
using System.Text.RegularExpressions;

namespace Owox.Sandbox.Http;

/// <summary>The common part of Markdown; HTML in the text is dropped, as the server does. Styles are left out.</summary>
internal static partial class Markdown
{
    private const string Style = "color-scheme: light dark; margin: 0; font-size: 16px; line-height: 1.5; word-wrap: break-word;";

    public static string ToHtml(string markdown)
    {
        var html = new StringBuilder($"<div class=\"markdown-body\" style=\"{Style}\">");
        var blocks = markdown.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Trim('\n').Split('\n'))
            .Where(lines => !lines[0].TrimStart().StartsWith('<'));
        html.AppendJoin('\n', blocks.Select(Block));
        return html.Append("</div>").ToString();
    }

    private static string Block(string[] lines)
    {
        if (Heading().Match(lines[0]) is { Success: true } heading)
        {
            var level = heading.Groups["marks"].Length;
            var rest = lines.Length > 1 ? "\n" + Block(lines[1..]) : string.Empty;
            return $"<h{level}>{Inline(heading.Groups["text"].Value)}</h{level}>{rest}";
        }

        if (lines.All(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal)))
        {
            return $"<ul>\n{string.Concat(lines.Select(line => $"<li>{Inline(line[2..])}</li>\n"))}</ul>";
        }

        return lines.Length > 1 && lines[1].Trim('|', ' ').All(letter => letter is '-' or '|' or ':' or ' ')
            ? Table(lines)
            : $"<p>{Inline(string.Join('\n', lines))}</p>";
    }

    private static string Table(string[] lines)
    {
        var body = string.Concat(lines.Skip(2).Select(line => Row(line, "td")));
        return $"<table>\n<thead>\n{Row(lines[0], "th")}</thead>\n<tbody>\n{body}</tbody>\n</table>";
    }

    private static string Row(string line, string tag)
    {
        IEnumerable<string> cells = line.Trim().Trim('|').Split('|');
        return $"<tr>\n{string.Concat(cells.Select(cell => $"<{tag}>{Inline(cell.Trim())}</{tag}>\n"))}</tr>\n";
    }

    private static string Inline(string text)
    {
        text = WebUtility.HtmlEncode(Tag().Replace(text, string.Empty));
        text = Code().Replace(text, "<code>${text}</code>");
        text = Strong().Replace(text, "<strong>${text}</strong>");
        text = Emphasis().Replace(text, "<em>${text}</em>");
        return Link().Replace(text, "<a href=\"${url}\">${text}</a>");
    }

    [GeneratedRegex("^(?<marks>#{1,6}) (?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*(?<text>[^*]+)\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<url>https?://[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
