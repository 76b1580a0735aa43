using System.Text.RegularExpressions;
using Xunit;

namespace Owox.Sandbox.Tests.Contract;

public sealed class CoverageTests
{
    private static readonly ContractFiles V031 = ContractFiles.Versions["0.31"];
    private static readonly ContractFiles V035 = ContractFiles.Versions["0.35"];

    [Fact]
    public void Every_sample_of_0_31_is_covered_or_listed() => Assert.Empty(Missing(V031, V031.Index));

    [Fact]
    public void Every_sample_of_0_35_that_a_cmdlet_could_send_is_covered()
    {
        var operations = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "contract", "operations.csv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(',')).Where(fields => fields[1].Length > 0 && fields[4].Length == 0)
            .Select(fields => new Regex($"^{Regex.Replace(Regex.Escape(fields[0]), @"\\\{[^}]+}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ToList();
        var sent = V035.Index.Select(line => line.Split(' ', 2)).Where(line => operations.Exists(operation => operation.IsMatch(line[1]))).Select(line => line[0]).ToList();
        Assert.True(sent.Count > 140, $"Only {sent.Count} samples concern a cmdlet.");
        var missing = string.Join(", ", Missing(V035, sent));
        Assert.True(missing.Length == 0, $"A cmdlet sends the requests of these recorded samples: {missing}. Copy them to tests/contract/samples-0.35.");
    }

    [Theory]
    [InlineData("0.31")]
    [InlineData("0.35")]
    public void No_pattern_is_unused_and_no_sample_is_missing_from_the_index(string version)
    {
        var files = ContractFiles.Versions[version];
        var recorded = files.Index.Select(line => line.Split(' ')[0]).ToList();
        Assert.NotEmpty(files.NotCoveredPatterns);
        Assert.DoesNotContain(files.NotCoveredPatterns, pattern => !recorded.Exists(name => ContractFiles.Matches(pattern, name)));
        Assert.Empty(files.Names.Except(recorded, StringComparer.Ordinal));
    }

    // The samples of 0.31 that are not covered are not in the repository.
    [Fact]
    public void No_pattern_of_0_31_matches_a_covered_sample() => Assert.Equal(V031.Names, V031.ReplayedNames, StringComparer.Ordinal);

    private static IEnumerable<string> Missing(ContractFiles files, IEnumerable<string> names) =>
        names.Except(files.Names, StringComparer.Ordinal).Where(name => !files.NotCoveredPatterns.Any(pattern => ContractFiles.Matches(pattern, name)));
}
