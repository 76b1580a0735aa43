using System.Text.RegularExpressions;

namespace Owox.Help;

/// <summary>An example of a page.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Introduction">The text before the first code block.</param>
/// <param name="Code">The first code block.</param>
/// <param name="Remarks">The text after it. Further code blocks are indented.</param>
internal sealed record HelpExample(string Title, string Introduction, string Code, string Remarks)
{
    private static readonly Regex Parts = Pattern.Of(@"(?s)\A(?<before>.*?)```\w*\n(?<code>.*?)\n```(?<after>.*)\z");
    private static readonly Regex Piece = Pattern.Of(@"(?s)```\w*\n(?<code>.*?)\n```|(?<text>((?!```).)+)");

    public static HelpExample Parse(Section section)
    {
        var parts = Parts.Match(section.Text);
        var remarks = Piece.Matches(parts.Groups["after"].Value)
            .Select(static piece => piece.Groups["text"].Success
                ? ConsoleText.FromMarkdown(piece.Groups["text"].Value)
                : Indent(piece.Groups["code"].Value))
            .Where(static text => text.Length > 0);
        return new HelpExample(
            section.Heading, ConsoleText.FromMarkdown(parts.Groups["before"].Value), parts.Groups["code"].Value, string.Join("\n\n", remarks));
    }

    private static string Indent(string code) => "    " + code.Replace("\n", "\n    ", StringComparison.Ordinal);
}
