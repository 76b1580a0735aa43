using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Owox.Help.MamlDocument;

namespace Owox.Help;

/// <summary>The help of one cmdlet in MAML.</summary>
internal static class MamlCommand
{
    private static readonly Regex Link = Pattern.Of(@"^- \[(?<text>[^\]]+)\]\((?<target>[^)]+)\)$");

    public static XElement Write(CmdletPage page)
    {
        var name = page.Name.Split('-');
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                Description(page.Synopsis),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1])),
            Description(page.Description),
            new XElement(Command + "syntax", page.Syntaxes.Select(syntax => MamlParameter.Syntax(page.Name, syntax))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => MamlParameter.Write(page, parameter))),
            new XElement(Command + "inputTypes", page.Inputs.Select(static input => Typed("inputType", input))),
            new XElement(Command + "returnValues", page.Outputs.Select(static output => Typed("returnValue", output))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraph(ConsoleText.FromMarkdown(page.Notes)))),
            new XElement(Command + "examples", page.Examples.Select(HelpExample.Parse).Select(Example)),
            new XElement(Command + "relatedLinks", Links(page)));
    }

    /// <summary>Returns one paragraph for each block of text that is separated by an empty line.</summary>
    public static IEnumerable<XElement> Paragraphs(string text) =>
        text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Paragraph);

    // Uses one paragraph, because Get-Help keeps the line breaks inside it.
    private static XElement Description(string markdown) => new(Maml + "description", Paragraph(ConsoleText.FromMarkdown(markdown)));

    private static XElement Paragraph(string text) => new(Maml + "para", text);

    private static XElement Typed(string element, Section section) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", section.Heading)),
        Description(section.Text));

    private static XElement Example(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"--------- {example.Title} ---------"),
        new XElement(Maml + "introduction", Paragraphs(example.Introduction)),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks), new XElement(Maml + "para")));

    private static IEnumerable<XElement> Links(CmdletPage page) => Link.Matches(page.RelatedLinks)
        .Select(static match => (Text: match.Groups["text"].Value, Target: match.Groups["target"].Value))
        .Prepend((Text: "Online Version", Target: page.HelpUri))
        .Select(static link => new XElement(
            Maml + "navigationLink",
            new XElement(Maml + "linkText", link.Text),
            // A console cannot open a relative link. Get-Help accepts the name.
            new XElement(Maml + "uri", link.Target.StartsWith("https://", StringComparison.Ordinal) ? link.Target : "")));
}
