using Owox.PowerShell.Tests;
using Owox.PowerShell.Tests.Engine;

namespace Owox.Windows.Tests.Wine;

/// <summary>The Wine prefix (registry and drive C) of these tests.</summary>
internal static class WinePrefix
{
    private static readonly string Folder = Path.Combine(Repository.Root, "out", "windows", "prefix");

    // Written last, when all other files exist.
    private static readonly string Marker = Path.Combine(Folder, "prepared");

    /// <summary>The environment of every Wine process.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["WINEPREFIX"] = Folder,
        ["WINEARCH"] = "win64",
        ["WINEDEBUG"] = "-all",
        ["DISPLAY"] = null,
        // Wine cannot map memory twice.
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    // Wine must not offer to install Mono and Gecko while it creates the prefix. PowerShell needs mscoree: without it Wine loads no assembly.
    private static readonly Dictionary<string, string?> SetupEnvironment =
        new(Environment, StringComparer.Ordinal) { ["WINEDLLOVERRIDES"] = "mscoree=;mshtml=" };

    /// <summary>Creates the prefix if it is missing, and deletes temporary files of earlier runs.</summary>
    public static async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Marker))
        {
            if (Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }

            Directory.CreateDirectory(Folder);
            await RunAsync("wineboot", ["--init"], cancellationToken);
            // PowerShell does not start on Wine's default, Windows 7.
            await RunAsync("wine", ["winecfg", "-v", "win10"], cancellationToken);
            await File.WriteAllTextAsync(Marker, "", cancellationToken);
        }

        foreach (var user in Directory.EnumerateDirectories(Path.Combine(Folder, "drive_c", "users")))
        {
            ClearTemporaryFiles(Path.Combine(user, "Temp"));
        }
    }

    /// <summary>Terminates all processes of the prefix.</summary>
    public static Task KillAsync() => RunAsync("wineserver", ["--kill"], CancellationToken.None);

    private static void ClearTemporaryFiles(string folder)
    {
        // A Windows process cannot delete the assemblies that it has loaded.
        foreach (var left in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "owox-*") : [])
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private static async Task RunAsync(string tool, string[] arguments, CancellationToken cancellationToken)
    {
        var (code, output) = await Tool.RunAsync(Tool.Find(tool)!, arguments, SetupEnvironment, cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with code {code}:\n{output}");
        }
    }
}
