using System.Xml.Linq;

namespace Owox.PowerShell.Tests.Docs;

/// <summary>One command in the file that Get-Help reads.</summary>
internal sealed class MamlCommand(XElement element)
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Path => System.IO.Path.Combine(Repository.Module, "en-US", "Owox.PowerShell.dll-Help.xml");

    public static IReadOnlyDictionary<string, MamlCommand> ByName { get; } = XDocument.Load(Path).Root!.Elements(Command + "command")
        .Select(static e => new MamlCommand(e)).ToDictionary(static c => c.Name, StringComparer.Ordinal);

    public string Name => element.Element(Command + "details")!.Element(Command + "name")!.Value;

    public string Synopsis => element.Element(Command + "details")!.Element(Maml + "description")!.Value;

    public string Description => element.Element(Maml + "description")!.Value;

    public string Notes => element.Element(Maml + "alertSet")!.Value;

    public IEnumerable<string> Examples => Texts("examples", "example");

    public IEnumerable<string> Inputs => Texts("inputTypes", "inputType");

    public IEnumerable<string> Outputs => Texts("returnValues", "returnValue");

    /// <summary>The parameter names of each syntax.</summary>
    public IEnumerable<string[]> Syntaxes => element.Element(Command + "syntax")!.Elements(Command + "syntaxItem")
        .Select(static item => item.Elements(Command + "parameter").Select(static p => p.Element(Maml + "name")!.Value).Order(StringComparer.Ordinal).ToArray());

    /// <summary>Name, type, aliases and wildcards of each parameter.</summary>
    public IEnumerable<string> Parameters => ParameterElements.Select(static p => Line(
        p.Element(Maml + "name")!.Value,
        p.Element(Dev + "type")!.Element(Maml + "name")!.Value,
        p.Attribute("aliases")!.Value.Split(", ").Where(static a => a != "none"),
        p.Attribute("globbing")!.Value == "true"));

    public IReadOnlyDictionary<string, string> ParameterTexts => ParameterElements.ToDictionary(
        static p => p.Element(Maml + "name")!.Value, static p => p.Element(Maml + "description")!.Value, StringComparer.Ordinal);

    public string OnlineVersion => element.Element(Command + "relatedLinks")!.Elements(Maml + "navigationLink").First().Element(Maml + "uri")!.Value;

    private IEnumerable<XElement> ParameterElements => element.Element(Command + "parameters")!.Elements(Command + "parameter");

    public static string Line(string name, string type, IEnumerable<string> aliases, bool wildcards) =>
        $"{name}: {type}, aliases [{string.Join(" ", aliases)}], wildcards {wildcards}";

    private IEnumerable<string> Texts(string list, string item) => element.Element(Command + list)!.Elements(Command + item).Select(static e => e.Value);
}
