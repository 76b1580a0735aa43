using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.Demo;

/// <summary>Runs demo.ps1 in a real PowerShell, with the built module.</summary>
internal static class PowerShellDemo
{
    public static string? FindEngine() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(static folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);

    public static async Task<int> RunAsync(string engine, string apiKey, CancellationToken cancellationToken)
    {
        var manifest = typeof(PowerShellDemo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "ModuleManifest").Value!;
        var start = new ProcessStartInfo(engine)
        {
            ArgumentList = { "-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "demo.ps1"), Path.GetFullPath(manifest) },
            Environment = { ["OWOX_API_KEY"] = apiKey },
        };
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return 1;
        }
    }
}
