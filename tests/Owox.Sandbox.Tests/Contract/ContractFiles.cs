using System.Text.RegularExpressions;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>The recorded samples of one version of the server.</summary>
/// <param name="version">The version.</param>
/// <param name="suffix">The suffix of the names of its files.</param>
internal sealed class ContractFiles(ApiVersion version, string suffix)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "contract");

    /// <summary>The versions 0.31 and 0.35.</summary>
    public static IReadOnlyDictionary<string, ContractFiles> Versions { get; } = new Dictionary<string, ContractFiles>(StringComparer.Ordinal)
    {
        ["0.31"] = new ContractFiles(ApiVersion.V031, ""),
        ["0.35"] = new ContractFiles(ApiVersion.V035, "-0.35"),
    };

    public ApiVersion Version => version;

    /// <summary>The names of all recorded samples. The index of 0.35 also contains the method and the path.</summary>
    public IReadOnlyList<string> Index => File.ReadAllLines(Path.Combine(Folder, $"index{suffix}.txt"));

    /// <summary>The names of the samples in the repository.</summary>
    public IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Path.Combine(Folder, $"samples{suffix}"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The names of the samples that the sandbox replays.</summary>
    public IEnumerable<string> ReplayedNames => Names.Where(name => !NotCoveredPatterns.Any(pattern => Matches(pattern, name)));

    /// <summary>The patterns of not-covered.md.</summary>
    public IReadOnlyList<string> NotCoveredPatterns =>
        [.. File.ReadLines(Path.Combine(Folder, $"not-covered{suffix}.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])];

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, $"samples{suffix}", name + ".json"));

    public static bool Matches(string pattern, string name) => Regex.IsMatch(
        name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
