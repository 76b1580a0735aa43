using Xunit;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The Pester files of an area, each with the builds of the module that it runs with.</summary>
internal static class PesterFiles
{
    public const string CoreBuild = "net8.0";
    public const string DesktopBuild = "netstandard2.0";

    /// <summary>
    /// The files that also run with the build for Windows PowerShell, because they cover code in which the builds differ: HTTP, TLS, streams, files,
    /// numbers and dates. PowerShell 7 loads that build for these tests.
    /// </summary>
    public static readonly IReadOnlyList<string> ForBothBuilds = ReadList("both-builds.txt");

    /// <summary>The files that tests/Owox.Windows.Tests runs in the Windows build of PowerShell.</summary>
    public static readonly IReadOnlyList<string> ForWine = ReadList("windows.txt");

    /// <summary>The folders of the files.</summary>
    public static IEnumerable<string> Areas => Directory.EnumerateDirectories(Repository.Pester).Select(static path => Path.GetFileName(path)).Where(static name => name != "Support").Order(StringComparer.Ordinal);

    public static TheoryData<string, string> In(string area)
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Directory.EnumerateFiles(Path.Combine(Repository.Pester, area), "*.Tests.ps1").Select(static path => Path.GetFileName(path)).Where(IsForThisSystem).Order(StringComparer.Ordinal))
        {
            data.Add($"{area}/{name}", CoreBuild);
            if (ForBothBuilds.Contains($"{area}/{name}", StringComparer.Ordinal))
            {
                data.Add($"{area}/{name}", DesktopBuild);
            }
        }

        return data;
    }

    /// <summary>Whether a file covers only what Windows does.</summary>
    public static bool IsForWindowsOnly(string file) => file.EndsWith(".Windows.Tests.ps1", StringComparison.Ordinal);

    private static bool IsForThisSystem(string file) => OperatingSystem.IsWindows() || !IsForWindowsOnly(file);

    private static string[] ReadList(string name) =>
        [.. File.ReadAllLines(Path.Combine(Repository.Pester, name)).Where(static line => line.Length > 0 && line[0] != '#')];
}
