namespace Owox.Help;

/// <summary>A page of docs/cmdlets, in the format of Microsoft.PowerShell.PlatyPS.</summary>
internal sealed class CmdletPage
{
    private const string CommonParameters = "CommonParameters";

    private readonly string _path;
    private readonly Dictionary<string, string> _sections;

    private CmdletPage(string path, string text)
    {
        _path = path;
        Name = Path.GetFileNameWithoutExtension(path);
        HelpUri = Yaml.Value(text, "HelpUri") ?? throw Missing("HelpUri");
        _sections = Section.Split(text, level: 2).ToDictionary(static s => s.Heading, static s => s.Text, StringComparer.Ordinal);
        Parameters =
        [
            .. Parts("PARAMETERS").Where(static part => part.Heading != CommonParameters)
                .Select(part => HelpParameter.Parse(part) ?? throw Missing($"the YAML block of {part.Heading}")),
        ];
        Syntaxes = [.. Parts("SYNTAX").Select(part => SyntaxLine.Parse(part, this))];
    }

    public string Name { get; }

    public string HelpUri { get; }

    public string Synopsis => Text("SYNOPSIS");

    public string Description => Text("DESCRIPTION");

    public string Notes => Text("NOTES");

    public string RelatedLinks => Text("RELATED LINKS");

    public IReadOnlyList<HelpParameter> Parameters { get; }

    public IReadOnlyList<SyntaxLine> Syntaxes { get; }

    public IReadOnlyList<Section> Examples => Parts("EXAMPLES");

    public IReadOnlyList<Section> Inputs => Parts("INPUTS");

    public IReadOnlyList<Section> Outputs => Parts("OUTPUTS");

    public static CmdletPage Parse(string path, string text) => new(path, text);

    public HelpParameter Parameter(string name) =>
        Parameters.FirstOrDefault(p => p.Name == name) ?? throw Missing($"the parameter -{name}, which its syntax names");

    private IReadOnlyList<Section> Parts(string section) => Section.Split(Text(section), level: 3);

    private string Text(string section) => _sections.GetValueOrDefault(section) ?? throw Missing($"the section {section}");

    // Uses the format of a build error, so that editors and CI show it with the file.
    private FormatException Missing(string what) => new($"{_path} : error OWOXHELP: The page lacks {what}.");
}
