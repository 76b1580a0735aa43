using System.Text.RegularExpressions;

namespace Owox.Help;

/// <summary>Converts a concept page to the plain text that Get-Help about_* shows.</summary>
internal static class AboutText
{
    private const int LineWidth = 80;

    private static readonly Regex HeadingAlone = Pattern.Of(@"^(?<heading>(  )?\S[^\n]*)\n\n(?= )");
    private static readonly Regex Item = Pattern.Of(@"\n(?=- )");
    private static readonly Regex LineWithText = Pattern.Of(@"^(?=.)");

    public static string Convert(string markdown)
    {
        var text = string.Join("\n\n", Blocks(markdown).Select(Format));
        return HeadingAlone.Replace(text, "${heading}\n") + "\n";
    }

    // Returns the blocks that are separated by empty lines. Empty lines inside code blocks are ignored.
    private static IEnumerable<string> Blocks(string markdown)
    {
        var block = new List<string>();
        var isCode = false;
        foreach (var line in markdown.Trim().Split('\n'))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (isCode || line.Length > 0)
            {
                block.Add(line);
            }
            else if (block.Count > 0)
            {
                yield return string.Join('\n', block);
                block.Clear();
            }
        }

        yield return string.Join('\n', block);
    }

    private static string Format(string block) => block.Split(' ', '\n')[0] switch
    {
        "#" => $"TOPIC\n    {block[2..]}",
        "##" => block[3..].ToUpperInvariant(),
        "###" => $"  {block[4..]}",
        "-" => string.Join('\n', Item.Split(block).Select(static item => Wrap(item[2..], first: "    - ", rest: "      "))),
        _ when block.StartsWith("```", StringComparison.Ordinal) => LineWithText.Replace(Code(block), "        "),
        _ => Wrap(block, first: "    ", rest: "    "),
    };

    // Removes the fences.
    private static string Code(string block) => string.Join('\n', block.Split('\n')[1..^1]);

    private static string Wrap(string markdown, string first, string rest)
    {
        var lines = new List<string>();
        var line = first;
        var isEmpty = true;
        foreach (var word in ConsoleText.FromMarkdown(markdown).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > LineWidth)
            {
                lines.Add(line);
                (line, isEmpty) = (rest, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        return string.Join('\n', lines.Append(line));
    }
}
