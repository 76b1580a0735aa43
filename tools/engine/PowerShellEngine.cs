using System.Diagnostics;

namespace Owox.Engine;

/// <summary>The PowerShell that runs the scripts of this repository: <c>pwsh</c> from PATH, otherwise the .NET tool of the tool manifest.</summary>
/// <param name="FileName">The program of the process: <c>pwsh</c>, or <c>dotnet</c> for a PowerShell that is a .NET tool.</param>
/// <param name="FirstArguments">The arguments before those of PowerShell itself.</param>
/// <param name="Version">The version of PowerShell.</param>
public sealed record PowerShellEngine(string FileName, IReadOnlyList<string> FirstArguments, Version Version)
{
    private const string RestoreCommand = "dotnet tool restore";
    private static readonly Version Minimum = new(7, 4);

    // The shim of a .NET tool starts another process. A process that is started directly can be monitored and terminated.
    private static readonly string[] Probe =
        ["-NoProfile", "-NonInteractive", "-Command", "[Environment]::ProcessPath; $PSHOME; \"$($PSVersionTable.PSVersion.Major).$($PSVersionTable.PSVersion.Minor)\""];

    /// <summary>Finds PowerShell 7.4 or later on PATH. If there is none, restores the .NET tool and writes that to the log.</summary>
    /// <exception cref="EngineNotFoundException">The tool cannot be restored, for example without network.</exception>
    public static async Task<PowerShellEngine> FindAsync(string repository, TextWriter log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (FindOnPath("pwsh") is { } path && await ProbeAsync(path, [], repository, cancellationToken) is { } found && found.Version >= Minimum)
        {
            return found;
        }

        var (code, output) = await RunAsync("dotnet", ["tool", "restore"], repository, cancellationToken);
        var engine = code == 0 ? await ProbeAsync("dotnet", ["tool", "run", "pwsh"], repository, cancellationToken) : null;
        if (engine is null)
        {
            throw new EngineNotFoundException(
                $"PowerShell {Minimum} or later is not on PATH, and '{RestoreCommand}' failed. Connect to the network and run '{RestoreCommand}', or install PowerShell.\n{output.Trim()}");
        }

        await log.WriteLineAsync($"PowerShell {Minimum} or later is not on PATH. The .NET tool PowerShell {engine.Version} of .config/dotnet-tools.json is used.");
        return engine;
    }

    /// <summary>Returns the start information of a process of this PowerShell with the specified arguments.</summary>
    public ProcessStartInfo CreateStart(IEnumerable<string> arguments) => new(FileName, [.. FirstArguments, .. arguments]) { UseShellExecute = false };

    /// <summary>Returns the path of a program on PATH, or null if it is not found.</summary>
    public static string? FindOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    private static async Task<PowerShellEngine?> ProbeAsync(string fileName, string[] first, string folder, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(fileName, [.. first, .. Probe], folder, cancellationToken);
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (code != 0 || lines.Length < 3 || !Version.TryParse(lines[^1], out var version))
        {
            return null;
        }

        var (process, home) = (lines[^3], lines[^2]);
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? new PowerShellEngine(process, [Path.Combine(home, "pwsh.dll")], version)
            : new PowerShellEngine(process, [], version);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string fileName, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
