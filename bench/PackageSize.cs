using System.Globalization;

namespace Owox.Bench;

/// <summary>The download size and the installed size of the package.</summary>
internal static class PackageSize
{
    /// <summary>Returns one line about the package that build.ps1 -Task Package creates.</summary>
    public static string Describe(string folder)
    {
        var module = new DirectoryInfo(Path.Combine(folder, "Owox"));
        if (!module.Exists)
        {
            return "the package: not created (run `build.ps1 -Task Package`)";
        }

        var archives = new DirectoryInfo(folder).EnumerateFiles("Owox.*")
            .Where(static file => file.Extension is ".nupkg" or ".zip" && !file.Name.Contains(".symbols.", StringComparison.Ordinal))
            .OrderBy(static file => file.Name, StringComparer.Ordinal).Select(static file => $"{file.Name} {Megabytes(file.Length)}");
        var files = module.EnumerateFiles("*", SearchOption.AllDirectories).ToArray();
        return $"the package: {string.Join(", ", archives)}; installed {files.Length} files, {Megabytes(files.Sum(static file => file.Length))}";
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.00} MB");
}
