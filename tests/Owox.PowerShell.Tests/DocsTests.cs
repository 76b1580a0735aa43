using Owox.Coverage;
using Owox.PowerShell.Tests.Docs;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>Compares the pages in docs/cmdlets, and the help that the build generates from them, with the built assembly.</summary>
public sealed class DocsTests
{
    public static TheoryData<string> Cmdlets() => [.. CmdletSurface.ByName.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void CmdletsManifestAndHelpPagesAreTheSame()
    {
        var cmdlets = CmdletSurface.ByName.Keys.Order(StringComparer.Ordinal).ToArray();
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "Owox.psd1"));
        var exported = Pattern.First(manifest, @"CmdletsToExport\s*=\s*@\((?<x>[^)]*)\)");
        Assert.NotEmpty(cmdlets);
        AssertEqual(cmdlets, Pattern.Each(exported, "'(?<x>.*?)'").Order(StringComparer.Ordinal));
        AssertEqual(cmdlets, HelpPage.ReadAll().Select(static p => p.Name));
        AssertEqual(cmdlets, MamlCommand.ByName.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReadmeStatesTheRecordedServerVersions()
    {
        var recorded = OpenApiFile.Versions.Select(static version => $"{version}.0");
        var stated = Pattern.First(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), @"compared with recordings of (?<x>[^\n]*?)\. In");
        Assert.Equal(string.Join(" and ", recorded), stated);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void DocumentedParametersMatchTheAssembly(string cmdlet)
    {
        var declared = CmdletSurface.ByName[cmdlet].Parameters.OrderBy(static p => p.Name, StringComparer.Ordinal).ToArray();
        AssertEqual(
            declared.Select(static p => p.ToString()),
            HelpPage.Read(cmdlet).Parameters.OrderBy(static p => p.Name, StringComparer.Ordinal).Select(static p => p.ToString()));
        AssertEqual(
            declared.Select(static p => MamlCommand.Line(p.Name, p.Type, p.Aliases, p.SupportsWildcards)),
            MamlCommand.ByName[cmdlet].Parameters.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void DocumentedParameterSetsMatchTheAssembly(string cmdlet)
    {
        var surface = CmdletSurface.ByName[cmdlet];
        AssertEqual(
            surface.Sets.Select(set => set == surface.DefaultSet ? set + " (Default)" : set),
            HelpPage.Read(cmdlet).Sets.Order(StringComparer.Ordinal));
        AssertEqual(
            surface.Sets.Select(set => string.Join(" ", surface.ParametersOf(set))).Order(StringComparer.Ordinal),
            MamlCommand.ByName[cmdlet].Syntaxes.Select(static names => string.Join(" ", names)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void DocumentedInputsAndOutputsMatchTheAssembly(string cmdlet)
    {
        var surface = CmdletSurface.ByName[cmdlet];
        var page = HelpPage.Read(cmdlet);
        var piped = surface.Parameters.Where(static p => p.Sets.Any(static s => s.ByValue || s.ByPropertyName)).Select(static p => p.Type);
        AssertEqual(surface.Outputs.Order(StringComparer.Ordinal), page.Outputs.Keys.Order(StringComparer.Ordinal));
        AssertEqual(piped.DefaultIfEmpty("None").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), page.Inputs.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void AParameterDescriptionListsTheAllowedValues(string cmdlet)
    {
        var texts = HelpPage.Read(cmdlet).ParameterTexts;
        Assert.All(CmdletSurface.ByName[cmdlet].Allowed, parameter => Assert.All(parameter.Value, allowed =>
            Assert.Matches(Pattern.Of($@"\b({allowed}|{allowed.Replace(",", "", StringComparison.Ordinal)})\b"), texts[parameter.Key])));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void NoSectionIsEmpty(string cmdlet)
    {
        var page = HelpPage.Read(cmdlet);
        Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
        Assert.True(page.Examples.Count >= 3, $"{cmdlet} has {page.Examples.Count} examples.");
        Assert.All(page.Examples, static e => Assert.Matches(Pattern.Of("^Example [0-9]+: .+"), e.Key));
        Assert.All(page.Examples.Values, static text => Assert.Matches(Pattern.Of("^```powershell\n(.*\n)+?```\n\n[A-Z`].+"), text));
        // Get-Help wraps lines that are wider than the console, and a wrapped command cannot be pasted.
        Assert.All(page.Examples.Values.SelectMany(static text => Pattern.Each(text, "(?s)```[a-z]+\n(?<x>.*?)\n```")).SelectMany(static code => code.Split('\n')),
            static line => Assert.True(line.Length <= 76, $"Longer than 76 columns: {line}"));
        string[] texts = [page.Synopsis, page.Description, page.Notes, page.RelatedLinks, .. page.ParameterTexts.Values, .. page.Inputs.Values, .. page.Outputs.Values];
        Assert.All(texts, static text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void GetHelpShowsTheTextOfThePage(string cmdlet)
    {
        var (page, maml) = (HelpPage.Read(cmdlet), MamlCommand.ByName[cmdlet]);
        Assert.Equal(Letters(page.Synopsis), Letters(maml.Synopsis));
        Assert.Equal(Letters(page.Description), Letters(maml.Description));
        Assert.Equal(Letters(page.Notes), Letters(maml.Notes));
        AssertEqual(page.Examples.Select(static e => Letters(e.Key + e.Value)), maml.Examples.Select(Letters));
        AssertEqual(page.Inputs.Select(static e => Letters(e.Key + e.Value)), maml.Inputs.Select(Letters));
        AssertEqual(page.Outputs.Select(static e => Letters(e.Key + e.Value)), maml.Outputs.Select(Letters));
        Assert.Equal(page.HelpUri, maml.OnlineVersion);
        Assert.All(page.ParameterTexts, p => Assert.Equal(Letters(p.Value), Letters(maml.ParameterTexts[p.Key])));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void HelpUriPointsToThePageInTheRepository(string cmdlet)
    {
        var branch = Pattern.First(Read("module", "Owox.psd1"), "ProjectUri *= '(?<x>.*)'") + "/blob/main/";
        var address = HelpPage.Read(cmdlet).HelpUri;
        Assert.StartsWith("https://github.com/", branch, StringComparison.Ordinal);
        Assert.StartsWith(branch, address, StringComparison.Ordinal);
        Assert.Contains($"# {cmdlet}\n", Read(address[branch.Length..].Split('/')), StringComparison.Ordinal);
    }

    [Fact]
    public void TheErrorPageDescribesExactlyTheExistingErrors()
    {
        var ids = typeof(ErrorReason).GetFields().Select(static f => "Owox." + f.GetRawConstantValue()).Order(StringComparer.Ordinal).ToArray();
        var about = File.ReadAllText(Path.Combine(Repository.Root, "docs", "about_Owox_Errors.md")).ReplaceLineEndings("\n");
        var entries = Pattern.Of(
            "^### (?<id>.*)\n\n- Cause: .+(\n  .+)*\n- Remedy: .+(\n  .+)*\n- Category: .+\n- Exception: (?<type>[\\w.]+)").Matches(about);
        AssertEqual(ids, entries.Select(static e => e.Groups["id"].Value).Order(StringComparer.Ordinal));
        Assert.All(entries, static e => Assert.NotNull(
            typeof(ErrorReason).Assembly.GetType(e.Groups["type"].Value) ?? typeof(OwoxVaultException).Assembly.GetType(e.Groups["type"].Value)));
        Assert.All(HelpPage.ReadAll(), page => Assert.All(
            Pattern.Each(page.Notes, @"`(?<x>Owox\.\w+)`"), id => Assert.Contains(id, ids, StringComparer.Ordinal)));
    }

    [Fact]
    public void AboutTextsHaveTheTextOfTheirPages()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "about_*.md");
        var texts = Directory.GetFiles(Path.GetDirectoryName(MamlCommand.Path)!, "about_*.help.txt");
        Assert.NotEmpty(pages);
        Assert.Equal(pages.Length, texts.Length);
        Assert.All(pages, static page =>
        {
            var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(MamlCommand.Path)!, Path.GetFileNameWithoutExtension(page) + ".help.txt"));
            Assert.Equal(Letters(File.ReadAllText(page)), Letters(text["TOPIC".Length..]), ignoreCase: true);
            Assert.All(text.Split('\n'), static line => Assert.True(line.Length <= 80, $"Longer than 80 columns: {line}"));
        });
    }

    [Fact]
    public void TheFirstPageListsEveryCmdlet()
    {
        var listed = Pattern.First(Read("docs", "about_Owox.md"), @"(?s)^## Cmdlets\n(?<x>.*?)\n## ");
        AssertEqual(CmdletSurface.ByName.Keys.Order(StringComparer.Ordinal), Pattern.Each(listed, @"(?<x>[A-Z]\w+-Owox\w+)").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheReadmeShowsEachWayToConnect()
    {
        var connect = CmdletSurface.ByName["Connect-OwoxDataMarts"];
        var needed = connect.Parameters.Where(static p => p.Sets.Any(static s => s.IsRequired)).Select(static p => $" -{p.Name} ").ToArray();
        Assert.NotEmpty(needed);
        var table = Pattern.First(Read("README.md"), @"(?s)^\| you have \|(?<x>.*?)\n\n").Replace('`', ' ');
        Assert.All(needed, parameter => Assert.Contains(parameter, table, StringComparison.Ordinal));
    }

    [Fact]
    public void TheArchitecturePageListsEveryFolder()
    {
        var drawing = Read("docs", "architecture.md").Split("## ")[0];
        foreach (var assembly in new[] { "Owox.PowerShell", "Owox.Client" })
        {
            var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src", assembly)).Select(static d => Path.GetFileName(d)).Except(["bin", "obj"], StringComparer.Ordinal);
            Assert.All(rooms, room => Assert.Contains($" {room}/ ", drawing, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void TextsMentionOnlyExistingErrors()
    {
        var reasons = typeof(ErrorReason).GetFields().Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        string[] texts =
        [
            .. Directory.GetFiles(Repository.Root, "*.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*", SearchOption.AllDirectories),
        ];
        var named = texts.SelectMany(static path => Pattern.Each(File.ReadAllText(path), @"\bOwox\.(?<x>[A-Z]\w+)(?=[`*,'\\])")).Distinct(StringComparer.Ordinal)
            .Where(static name => !Array.Exists(["src", "tests"], folder => Directory.Exists(Path.Combine(Repository.Root, folder, "Owox." + name)))).ToArray();
        Assert.True(named.Length > 50, $"Only {named.Length} names were found.");
        Assert.All(named, name => Assert.True(
            reasons.Contains(name) || typeof(ErrorReason).Assembly.GetType("Owox." + name) is not null || reasons.Any(r => r.StartsWith(name, StringComparison.Ordinal)),
            $"There is no error Owox.{name}."));
    }

    private static string Read(params string[] place) => File.ReadAllText(Path.Combine([Repository.Root, .. place])).ReplaceLineEndings("\n");

    private static void AssertEqual(IEnumerable<string> expected, IEnumerable<string> actual) => Assert.Equal(expected, actual, StringComparer.Ordinal);

    // Markup, line breaks and indentation differ between a page and the generated help. Only letters and digits are compared.
    private static string Letters(string text) => Pattern.Of("```[a-z]*\n|[^A-Za-z0-9]").Replace(text, "");
}
