using Owox.PowerShell.Tests;
using Owox.PowerShell.Tests.Engine;

namespace Owox.Windows.Tests.Wine;

/// <summary>The Windows build of PowerShell, published from tests/Owox.Windows.Host.</summary>
internal static class WindowsHost
{
    private static readonly string Project = Path.Combine(Repository.Root, "tests", "Owox.Windows.Host");
    private static readonly string Folder = Path.Combine(Repository.Root, "out", "windows", "engine");

    // Written last, when all other files exist.
    private static readonly string Marker = Path.Combine(Folder, "published");

    public static string Executable => Path.Combine(Folder, "pwsh.exe");

    /// <summary>Publishes it if its sources are newer. Returns the reason if that is not possible, or null.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built.</exception>
    public static async Task<string?> PublishAsync(CancellationToken cancellationToken)
    {
        if (IsUpToDate())
        {
            return null;
        }

        var (restored, messages) = await RunAsync(["restore"], cancellationToken);
        if (restored != 0)
        {
            var error = messages.Split('\n').FirstOrDefault(static line => line.Contains("error", StringComparison.Ordinal)) ?? messages;
            return $"NuGet does not provide the Windows build of PowerShell: {error.Trim()}";
        }

        var (published, output) = await RunAsync(["publish", "--no-restore"], cancellationToken);
        if (published != 0)
        {
            throw new InvalidOperationException($"dotnet publish {Project} ended with code {published}:\n{output}");
        }

        await File.WriteAllTextAsync(Marker, "", cancellationToken);
        return null;
    }

    private static bool IsUpToDate() => File.Exists(Marker)
        && Directory.EnumerateFiles(Project).Append(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .All(static source => File.GetLastWriteTimeUtc(source) < File.GetLastWriteTimeUtc(Marker));

    private static Task<(int ExitCode, string Output)> RunAsync(string[] command, CancellationToken cancellationToken) =>
        Tool.RunAsync("dotnet", [.. command, Project], Tool.BuildEnvironment, cancellationToken);
}
