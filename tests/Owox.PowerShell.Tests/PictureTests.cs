using System.Xml.Linq;
using Owox.PowerShell.Tests.Docs;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>Compares the picture of the README with the script that draws it. To update it: docs/Build-Picture.ps1.</summary>
public sealed class PictureTests
{
    private const string Prompt = "PS> ";

    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    [Fact]
    public void TheCommandsInThePictureMatchTheScript()
    {
        var script = File.ReadAllText(Path.Combine(Docs, "Build-Picture.ps1")).ReplaceLineEndings("\n");
        var typed = Pattern.First(script, @"\$session = @'\n(?<x>(.*\n)+?)'@").TrimEnd('\n').Split('\n');
        var shown = XDocument.Load(Path.Combine(Docs, "session.svg"), LoadOptions.PreserveWhitespace).Descendants()
            .Where(static e => e.Name.LocalName == "text").Select(static e => e.Value).ToArray();
        Assert.True(typed.Length > 3, "The script types hardly anything.");
        Assert.Equal(
            typed.Select(static line => Prompt + line),
            shown.Where(static line => line.StartsWith(Prompt, StringComparison.Ordinal)),
            StringComparer.Ordinal);
        Assert.All(shown, line => Assert.True(line.Length <= 104, line));
    }

    [Fact]
    public void TheReadmeContainsThePicture() =>
        Assert.Contains("](docs/session.svg)", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
}
