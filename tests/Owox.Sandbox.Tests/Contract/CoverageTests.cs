using Xunit;

namespace Owox.Sandbox.Tests.Contract;

public sealed class CoverageTests
{
    [Fact]
    public void Every_sample_is_covered_or_listed()
    {
        var patterns = ContractFiles.NotCoveredPatterns;
        var covered = ContractFiles.CoveredNames.ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(
            ContractFiles.AllNames,
            name => !covered.Contains(name) && !patterns.Any(pattern => ContractFiles.Matches(pattern, name)));
    }

    [Fact]
    public void No_pattern_is_unused_or_matches_a_covered_sample()
    {
        Assert.NotEmpty(ContractFiles.NotCoveredPatterns);
        Assert.DoesNotContain(
            ContractFiles.NotCoveredPatterns,
            pattern => !ContractFiles.AllNames.Any(name => ContractFiles.Matches(pattern, name)));
        Assert.DoesNotContain(
            ContractFiles.CoveredNames,
            name => ContractFiles.NotCoveredPatterns.Any(pattern => ContractFiles.Matches(pattern, name)));
    }

    [Fact]
    public void No_covered_sample_is_missing_from_the_index() =>
        Assert.Empty(ContractFiles.CoveredNames.Except(ContractFiles.AllNames, StringComparer.Ordinal));
}
