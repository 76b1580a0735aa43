using System.Globalization;
using System.Xml.Linq;
using static Owox.Help.MamlDocument;

namespace Owox.Help;

/// <summary>Writes parameters in MAML, in the syntax of a parameter set and in the list of parameters.</summary>
internal static class MamlParameter
{
    public static XElement Syntax(string cmdlet, SyntaxLine syntax) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet),
        syntax.Parameters.Select(static parameter => Syntax(parameter)));

    public static XElement Write(CmdletPage page, HelpParameter parameter)
    {
        var type = page.Syntaxes.SelectMany(static s => s.Parameters).First(p => p.Parameter == parameter).Type;
        return new XElement(
            Command + "parameter",
            Attributes(parameter, parameter.IsRequired, parameter.Position),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", MamlCommand.Paragraphs(ConsoleText.FromMarkdown(parameter.Description))),
            Values(parameter, type),
            Type(parameter),
            parameter.DefaultValue.Length == 0 ? null : new XElement(Dev + "defaultValue", parameter.DefaultValue));
    }

    private static XElement Syntax(SyntaxParameter syntax) => new(
        Command + "parameter",
        Attributes(syntax.Parameter, syntax.IsRequired, syntax.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XElement(Maml + "name", syntax.Parameter.Name),
        Values(syntax.Parameter, syntax.Type),
        Type(syntax.Parameter));

    private static XAttribute[] Attributes(HelpParameter parameter, bool isRequired, string position) =>
    [
        new("required", isRequired),
        new("variableLength", false),
        new("globbing", parameter.SupportsWildcards),
        new("pipelineInput", parameter.PipelineInput),
        new("position", position),
        new("aliases", parameter.Aliases.Length == 0 ? "none" : string.Join(", ", parameter.Aliases)),
    ];

    // The type that PowerShell shows, after the values of an enumeration. A switch has no type and no values.
    private static XElement?[] Values(HelpParameter parameter, string type) =>
    [
        parameter.AcceptedValues.Length == 0
            ? null
            : new XElement(Command + "parameterValueGroup", parameter.AcceptedValues.Select(static value => Value(value, isRequired: false))),
        type.Length == 0 ? null : Value(type, isRequired: true),
    ];

    private static XElement Value(string text, bool isRequired) => new(
        Command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", false), text);

    private static XElement Type(HelpParameter parameter) => new(Dev + "type", new XElement(Maml + "name", parameter.Type));
}
