using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Owox.Help;

/// <summary>Writes the XML file from which Get-Help shows the help of cmdlets (MAML).</summary>
internal static class MamlDocument
{
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private static readonly XNamespace Items = "http://msh";

    public static string Write(IEnumerable<CmdletPage> pages)
    {
        var root = new XElement(
            Items + "helpItems",
            new XAttribute("xmlns", Items.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "maml", Maml.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "command", Command.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "dev", Dev.NamespaceName),
            new XAttribute("schema", "maml"),
            pages.Select(MamlCommand.Write));
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
        {
            root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
