using Owox.Coverage;
using Owox.PowerShell.Tests.Docs;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>Compares docs/coverage.md with the API descriptions of the server and with the cmdlets. To update it: build.ps1 -Task Docs.</summary>
public sealed class CoverageTests
{
    private static readonly IReadOnlyList<VersionedOperations> Versions = VersionedOperations.ReadAll(Repository.Root);
    private static readonly IReadOnlyList<CoverageRow> Rows = CoverageRow.Read(CoverageRow.PathIn(Repository.Root));

    /// <summary>The operations that no description contains, because only deployments that issue licenses have them.</summary>
    private static readonly string[] Undescribed =
        ["GET /api/license-keys", "POST /api/license-keys", "PATCH /api/license-keys/{id}", "DELETE /api/license-keys/{id}"];

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "coverage.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_page_lists_exactly_the_operations_that_accept_an_API_key()
    {
        var operations = Versions[^1].Keyed.Select(static o => o.Name).ToArray();
        var listed = Pattern.Each(Section("All that accept an API key"), @"(?m)^\| `(?<x>[A-Z]+ [^`]+)` \|").ToArray();
        Assert.True(operations.Length > 100, $"Only {operations.Length} operations accept an API key: is that the server's description?");
        AssertNone("In the newest description and not in docs/coverage.md", operations.Except(listed, StringComparer.Ordinal));
        AssertNone("In docs/coverage.md and not in the newest description", listed.Except(operations, StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_lists_what_is_new_in_0_35()
    {
        var added = Pattern.Each(Section("New in 0.35"), @"(?m)^\| `(?<x>[A-Z]+ [^`]+)` \| 0.35 \|").ToArray();
        Assert.Equal(22, added.Length);
        Assert.Contains("GET /api/reports/{id}/output-schema", added, StringComparer.Ordinal);
        Assert.DoesNotContain(added, Versions[0].Names.Contains);
    }

    [Fact]
    public void The_page_is_up_to_date_with_the_descriptions_and_the_table() =>
        Assert.Equal(CoveragePage.Write(Repository.Root), Page);

    [Fact]
    public void The_table_contains_only_existing_operations()
    {
        var operations = Versions.SelectMany(static version => version.Names).Concat(Undescribed);
        AssertNone("In operations.csv and in no description", Rows.Select(static row => row.Operation).Except(operations, StringComparer.Ordinal));
        AssertNone(
            "Called instead, says operations.csv, but by no cmdlet",
            Rows.Select(static row => row.Instead).Where(static name => name.Length > 0)
                .Except(Rows.Where(static row => row.IsTyped).Select(static row => row.Operation), StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_contains_each_operation_once() =>
        Assert.Equal(Rows.Count, Rows.Select(static row => row.Operation).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void The_table_contains_only_existing_cmdlets() =>
        AssertNone("In operations.csv and not in the module", Rows.SelectMany(static row => row.Cmdlets).Except(CmdletSurface.ByName.Keys, StringComparer.Ordinal));

    [Fact]
    public void The_module_covers_every_operation_of_both_other_tools() =>
        AssertNone("Covered by owox-ctl or api-client and by no cmdlet", Rows.Where(static row => row.IsTheirs && row.Cmdlets.Count == 0).Select(static row => row.Operation));

    [Fact]
    public void The_module_covers_more_operations_than_each_other_tool()
    {
        var keyed = Versions[^1].Keyed.Select(static o => o.Name).ToHashSet(StringComparer.Ordinal);
        var counted = Rows.Where(row => keyed.Contains(row.Operation)).ToArray();
        var typed = counted.Count(static row => row.IsTyped);
        Assert.InRange(counted.Count(static row => row.Ctl.Length > 0), 11, typed);
        Assert.InRange(counted.Count(static row => row.Client.Length > 0), 25, typed);
    }

    [Fact]
    public void An_operation_of_a_newer_description_is_listed_without_a_cmdlet()
    {
        var older = new Operation("GET", "/api/data-storages", "Storages", Access.ApiKey);
        var newer = new Operation("POST", "/api/brand-new/{id}", "Brand new", Access.ApiKey);
        var page = CoveragePage.Write([new VersionedOperations("1", [older]), new VersionedOperations("2", [newer, older])], Rows);
        Assert.Contains("| `POST /api/brand-new/{id}` | 2 | Invoke-OwoxApi |", page, StringComparison.Ordinal);
        Assert.Contains("| have a cmdlet | 1 (100 %) | 1 (50 %) |", page, StringComparison.Ordinal);
        Assert.Contains("| can be called with Invoke-OwoxApi | 1 (100 %) | 2 (100 %) |", page, StringComparison.Ordinal);
    }

    private static string Section(string title) => Pattern.First(Page, $@"(?s)## {title}\n(?<x>.*?)\n## ");

    private static void AssertNone(string what, IEnumerable<string> names)
    {
        var all = names.ToArray();
        Assert.True(all.Length == 0, $"{what}: {string.Join("; ", all)}. Then: ./build.ps1 -Task Docs");
    }
}
