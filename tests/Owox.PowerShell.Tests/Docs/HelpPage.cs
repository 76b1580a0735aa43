namespace Owox.PowerShell.Tests.Docs;

/// <summary>One page of docs/cmdlets.</summary>
internal sealed class HelpPage
{
    private readonly Dictionary<string, string> _sections;

    private HelpPage(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
        _sections = Split(Text, "## ");
    }

    public static string Folder => Path.Combine(Repository.Root, "docs", "cmdlets");

    public string Name { get; }

    public string Text { get; }

    public string HelpUri => Pattern.First(Text, "^HelpUri: (?<x>.*)$");

    public string Synopsis => _sections["SYNOPSIS"];

    public string Description => _sections["DESCRIPTION"];

    public string Notes => _sections["NOTES"];

    public string RelatedLinks => _sections["RELATED LINKS"];

    /// <summary>The parameter sets. The default set is marked.</summary>
    public IEnumerable<string> Sets => Split(_sections["SYNTAX"], "### ").Keys;

    public IReadOnlyDictionary<string, string> Examples => Split(_sections["EXAMPLES"], "### ");

    public IReadOnlyDictionary<string, string> Inputs => Split(_sections["INPUTS"], "### ");

    public IReadOnlyDictionary<string, string> Outputs => Split(_sections["OUTPUTS"], "### ");

    public IEnumerable<DocumentedParameter> Parameters => ParameterSections.Select(static p => Parameter(p.Key[1..], p.Value));

    public IReadOnlyDictionary<string, string> ParameterTexts =>
        ParameterSections.ToDictionary(static p => p.Key[1..], static p => p.Value[..p.Value.IndexOf("```yaml", StringComparison.Ordinal)].Trim(), StringComparer.Ordinal);

    private IEnumerable<KeyValuePair<string, string>> ParameterSections => Split(_sections["PARAMETERS"], "### ").Where(static p => p.Key[0] == '-');

    public static HelpPage[] ReadAll() =>
        Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal).Select(static path => new HelpPage(path)).ToArray();

    public static HelpPage Read(string name) => new(Path.Combine(Folder, name + ".md"));

    /// <summary>The text under each heading of one level. Headings inside code blocks are ignored.</summary>
    private static Dictionary<string, string> Split(string text, string mark)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var (heading, lines, isCode) = ("", new List<string>(), false);
        foreach (var line in text.Split('\n').Append(mark))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (isCode || !line.StartsWith(mark, StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            if (heading.Length > 0)
            {
                parts.Add(heading, string.Join('\n', lines).Trim());
            }

            heading = line[mark.Length..].Trim();
            lines.Clear();
        }

        return parts;
    }

    private static DocumentedParameter Parameter(string name, string text)
    {
        var yaml = text[text.IndexOf("```yaml", StringComparison.Ordinal)..];
        var aliases = Pattern.First(yaml, "^Aliases:(?<x>(\n- .*)*)");
        var sets = Pattern.Of("^- Name: (?<name>.*)\n(?<rest>(  .*\n)+)").Matches(yaml);
        return new DocumentedParameter(
            name,
            Value(yaml, "Type"),
            aliases.Split("\n- ", StringSplitOptions.RemoveEmptyEntries),
            Value(yaml, "SupportsWildcards") == "true",
            sets.Select(static set => Set(set.Groups["name"].Value, set.Groups["rest"].Value)).OrderBy(static s => s.Name, StringComparer.Ordinal).ToArray());
    }

    private static ParameterSet Set(string name, string yaml) => new(
        name,
        Value(yaml, "Position"),
        Value(yaml, "IsRequired") == "true",
        Value(yaml, "ValueFromPipeline") == "true",
        Value(yaml, "ValueFromPipelineByPropertyName") == "true");

    private static string Value(string yaml, string name) =>
        Pattern.First(yaml, $"^ *{name}: (?<x>.*)$").Trim('\'');
}
