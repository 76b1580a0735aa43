using Xunit;

namespace Owox.PowerShell.Tests.GitHub;

/// <summary>The templates for issues, and the settings of dependency updates.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("bug.yml")]
    [InlineData("feature.yml")]
    public void AnIssueFormWarnsNotToPasteKeys(string form)
    {
        var root = YamlFile.Read("ISSUE_TEMPLATE", form);
        Assert.False(string.IsNullOrWhiteSpace(root.Text("name")));
        Assert.False(string.IsNullOrWhiteSpace(root.Text("description")));
        var body = root.Items("body").ToArray();
        Assert.Equal("markdown", body[0].Text("type"));
        Assert.StartsWith("**Do not paste API keys, tokens, passwords or data.**", body[0].Map("attributes").Text("value"), StringComparison.Ordinal);
        Assert.All(body, static element => Assert.Contains(element.Text("type"), ["markdown", "textarea", "checkboxes"], StringComparer.Ordinal));
        Assert.All(body[1..], static element => Assert.False(string.IsNullOrWhiteSpace(element.Map("attributes").Text("label"))));
        var ids = body[1..].Select(static element => element.Text("id")).ToArray();
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void AVulnerabilityIsReportedInTheRepositoryOfTheManifest()
    {
        var link = Assert.Single(YamlFile.Read("ISSUE_TEMPLATE", "config.yml").Items("contact_links"));
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "Owox.psd1"));
        Assert.Contains($"ProjectUri = '{link.Text("url")!.Replace("/security/advisories/new", "", StringComparison.Ordinal)}'", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void DependencyUpdatesCoverPackagesToolsSdkAndActions()
    {
        var updates = YamlFile.Read("dependabot.yml").Items("updates").ToArray();
        Assert.Equal(["dotnet-sdk", "github-actions", "nuget"], updates.Select(static u => u.Text("package-ecosystem")!).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(updates, static update => Assert.Equal("/", update.Text("directory")));
    }

    [Fact]
    public void IgnoredDependenciesAreUsed()
    {
        var used = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")) + File.ReadAllText(Path.Combine(Repository.Root, ".config", "dotnet-tools.json"));
        var ignored = YamlFile.Read("dependabot.yml").Items("updates").Where(static update => update.Children.ContainsKey("ignore"))
            .SelectMany(static update => update.Items("ignore")).Select(static rule => rule.Text("dependency-name")!).Where(static name => name != "*").ToArray();
        Assert.NotEmpty(ignored);
        Assert.All(ignored, name => Assert.Contains($"\"{name}\"", used, StringComparison.OrdinalIgnoreCase));
    }
}
