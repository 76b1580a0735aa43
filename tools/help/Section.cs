namespace Owox.Help;

/// <summary>A heading of a page and the text below it.</summary>
internal sealed record Section(string Heading, string Text)
{
    /// <summary>Returns the sections of one level. Lines in code blocks are not headings, and text before the first heading is omitted.</summary>
    public static IReadOnlyList<Section> Split(string text, int level)
    {
        var mark = new string('#', level) + " ";
        var sections = new List<Section>();
        var lines = new List<string>();
        string? heading = null;
        var isCode = false;
        foreach (var line in text.Split('\n'))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (isCode || !line.StartsWith(mark, StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            Close();
            heading = line[mark.Length..].Trim();
        }

        Close();
        return sections;

        void Close()
        {
            if (heading is not null)
            {
                sections.Add(new Section(heading, string.Join('\n', lines).Trim()));
            }

            lines.Clear();
        }
    }
}
