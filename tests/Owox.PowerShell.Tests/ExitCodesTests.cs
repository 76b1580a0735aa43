using System.Text.RegularExpressions;
using Owox.PowerShell.Tests.Docs;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>Compares the exit codes of the examples and of the concept pages with the table in docs/exit-codes.md.</summary>
public sealed class ExitCodesTests
{
    private static readonly string[] Reasons = [.. typeof(ErrorReason).GetFields().Select(static field => field.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void TheExamplesUseOnePatternForAFailedSignIn()
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.ps1", SearchOption.AllDirectories).Where(static path => Read(path).Contains("Unauthorized", StringComparison.Ordinal)).ToArray();
        string[] texts = [.. scripts, Page("exit-codes.md"), Page("about_Owox_Automation.md")];
        var pattern = Assert.Single(texts.Select(SignInPattern).Distinct(StringComparer.Ordinal));
        Assert.True(scripts.Length >= 9, $"Only {scripts.Length} examples were found.");
        var matched = Reasons.Where(reason => Regex.IsMatch("Owox." + reason, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        Assert.Equal(Reasons.Where(static reason => InTable(2, reason)), matched, StringComparer.Ordinal);
    }

    [Fact]
    public void TheTableNamesEachErrorOnce() => Assert.All(Reasons, static reason => Assert.InRange(Enumerable.Range(2, 3).Count(code => InTable(code, reason)), 0, 1));

    // A name in the table that ends with an ellipsis stands for all errors that begin with it.
    private static bool InTable(int code, string reason)
    {
        var names = Pattern.Each(Pattern.First(Read(Page("exit-codes.md")), $@"^\| {code} \|(?<x>.*)$"), "`Owox\\.(?<x>[^`]+)`").ToArray();
        Assert.NotEmpty(names);
        return Array.Exists(names, name => name.EndsWith('…') ? reason.StartsWith(name.TrimEnd('…'), StringComparison.Ordinal) : reason == name);
    }

    // Long patterns are concatenated.
    private static string SignInPattern(string path) => Pattern.First(Pattern.Of(@"' \+\n\s+'").Replace(Read(path), ""), @"'(?<x>\^Owox\\\.\(Unauthorized\b[^']*)'");

    private static string Page(string name) => Path.Combine(Repository.Root, "docs", name);

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");
}
