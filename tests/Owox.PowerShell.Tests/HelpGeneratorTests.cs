using Owox.Help;
using Owox.PowerShell.Tests.Docs;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>The output of tools/help for pages that the project does not contain.</summary>
public sealed class HelpGeneratorTests
{
    [Theory]
    [InlineData("HelpUri: ", "Uri: ", "HelpUri")]
    [InlineData("## NOTES", "## REMARKS", "the section NOTES")]
    [InlineData("## SYNTAX", "SYNTAX", "the section SYNTAX")]
    [InlineData("### -Connection", "### -Server", "the parameter -Connection, which its syntax names")]
    [InlineData("```yaml", "```json", "the YAML block of -Connection")]
    public void AnIncompletePageFailsTheBuildWithThePath(string text, string replacement, string lacks)
    {
        var page = HelpPage.Read("Get-OwoxProject").Text.Replace(text, replacement, StringComparison.Ordinal);
        var error = Assert.Throws<FormatException>(() => CmdletPage.Parse("docs/cmdlets/Get-OwoxProject.md", page).Notes);
        Assert.Equal($"docs/cmdlets/Get-OwoxProject.md : error OWOXHELP: The page lacks {lacks}.", error.Message);
    }

    [Fact]
    public void TheProgramFailsWithTheErrorOfThePageAndWritesNoHelp()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "cmdlets"));
            File.WriteAllText(Path.Combine(folder, "cmdlets", "Get-Nothing.md"), "HelpUri: x\n\n# Get-Nothing\n");
            var output = Path.Combine(folder, "help");
            Assert.Equal(1, Program.Main([folder, output]));
            Assert.Empty(Directory.GetFiles(output));
            Assert.Equal(1, Program.Main([folder]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void HelpOfARemovedPageIsRemoved()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "cmdlets"));
            var output = Path.Combine(folder, "help");
            var page = Path.Combine(folder, "about_One.md");
            File.WriteAllText(page, "# about_One\n");
            Assert.Equal(0, Program.Main([folder, output]));
            Assert.True(File.Exists(Path.Combine(output, "about_One.help.txt")));
            File.Delete(page);
            Assert.Equal(0, Program.Main([folder, output]));
            Assert.Equal("Owox.PowerShell.dll-Help.xml", Path.GetFileName(Assert.Single(Directory.GetFiles(output))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AConceptPageIsConvertedToTextOf80Columns()
    {
        const string Page = """
            # about_Sample

            ## Short description

            A [link](page.md), `code` and a line
            that was wrapped, which is long enough to be wrapped once more at eighty columns.

            - One item.
            - Another item that
              goes on.

            ```powershell
            # no heading

            Get-Item  -Path .
            ```
            """;
        Assert.Equal(
            """
            TOPIC
                about_Sample

            SHORT DESCRIPTION
                A link, code and a line that was wrapped, which is long enough to be wrapped
                once more at eighty columns.

                - One item.
                - Another item that goes on.

                    # no heading

                    Get-Item  -Path .

            """,
            AboutText.Convert(Page.ReplaceLineEndings("\n")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void AnExampleKeepsItsFirstBlockAsCodeAndIndentsTheOthers()
    {
        const string Text = "First `this`.\n\n```powershell\nGet-Item .\n\nGet-Item ..\n```\n\nThen a line\nthat was wrapped.\n\n```text\nName\n----\n```\n\nLast.";
        var example = HelpExample.Parse(new Section("Example 1: Sample", Text));
        Assert.Equal("First this.", example.Introduction);
        Assert.Equal("Get-Item .\n\nGet-Item ..", example.Code);
        Assert.Equal("Then a line that was wrapped.\n\n    Name\n    ----\n\nLast.", example.Remarks);
    }
}
