using System.Diagnostics;

namespace Owox.Bench;

/// <summary>Runs a process.</summary>
internal static class Command
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a process and returns its output, its error output and its duration.</summary>
    /// <exception cref="InvalidOperationException">The process failed.</exception>
    public static async Task<Outcome> RunAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? new Outcome(await output, await errors, seconds)
            : throw new InvalidOperationException($"{file} {string.Join(' ', start.ArgumentList)} ended with code {process.ExitCode}:\n{await output}{await errors}");
    }
}

internal sealed record Outcome(string Output, string Errors, double Seconds);
