using System.Diagnostics;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>Finds and runs programs on PATH.</summary>
internal static class Tool
{
    /// <summary>Variables for a build. The compiler must not keep running with the pipes of this process, and the analyzers have already run.</summary>
    public static readonly IReadOnlyDictionary<string, string?> BuildEnvironment = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["RunAnalyzers"] = "false",
    };

    /// <summary>Returns the path of a program, or null if it is not on PATH.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program and returns its output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
