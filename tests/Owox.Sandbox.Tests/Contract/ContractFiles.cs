using System.Text.RegularExpressions;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>The recorded samples that lie beside the tests.</summary>
internal static class ContractFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "contract");

    /// <summary>The names of all samples that were ever recorded.</summary>
    public static IReadOnlyList<string> AllNames => File.ReadAllLines(Path.Combine(Folder, "index.txt"));

    /// <summary>The names of the samples that are here.</summary>
    public static IReadOnlyList<string> CoveredNames =>
        [.. Directory.GetFiles(Path.Combine(Folder, "samples"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The patterns of not-covered.md.</summary>
    public static IReadOnlyList<string> NotCoveredPatterns =>
        [.. File.ReadLines(Path.Combine(Folder, "not-covered.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])];

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, "samples", name + ".json"));

    public static bool Matches(string pattern, string name) => Regex.IsMatch(
        name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
