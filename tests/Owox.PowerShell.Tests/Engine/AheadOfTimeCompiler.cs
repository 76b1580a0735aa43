using System.Globalization;
using Owox.Engine;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>
/// Compiles the PowerShell of the .NET tool and the module ahead of time (tests/Owox.Compiled): a new process then takes half as long. The folder of
/// the compiled engine is kept; the module is compiled in each test run.
/// </summary>
internal static class AheadOfTimeCompiler
{
    private static readonly string Project = Path.Combine(Repository.Root, "tests", "Owox.Compiled", "Owox.Compiled.csproj");
    private static readonly string Output = Path.Combine(Repository.Root, "out", "compiled");

    /// <summary>
    /// Returns the compiled copy of an engine that is the .NET tool. Returns the engine itself if it is another one, or if the compiler is not
    /// available; the reason is then written to the log.
    /// </summary>
    public static async Task<PowerShellEngine> CompileEngineAsync(PowerShellEngine engine, TextWriter log, CancellationToken cancellationToken)
    {
        if (engine.FirstArguments is not [var program])
        {
            return engine;
        }

        var folder = Path.Combine(Output, $"engine-{File.GetLastWriteTimeUtc(program).Ticks.ToString("x", CultureInfo.InvariantCulture)}");
        if (!Directory.Exists(folder) && await RunAsync("CompileEngine", program, folder, cancellationToken) is { } problem)
        {
            await log.WriteLineAsync($"PowerShell is not compiled ahead of time, so the tests take longer: {problem}");
            return engine;
        }

        return engine with { FirstArguments = [Path.Combine(folder, Path.GetFileName(program))] };
    }

    /// <summary>Returns the folder of the module's compiled assemblies, or null if the engine itself is not compiled by <see cref="CompileEngineAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The compiler failed.</exception>
    public static async Task<string?> CompileModuleAsync(PowerShellEngine engine, CancellationToken cancellationToken)
    {
        if (engine.FirstArguments is not [var program] || !program.StartsWith(Output, StringComparison.Ordinal))
        {
            return null;
        }

        var folder = Path.Combine(Output, "module");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return await RunAsync("CompileModule", program, folder, cancellationToken) is { } problem
            ? throw new InvalidOperationException($"The module was not compiled ahead of time: {problem}")
            : folder;
    }

    private static async Task<string?> RunAsync(string target, string program, string folder, CancellationToken cancellationToken)
    {
        // The folder has its name only when it is complete.
        var incomplete = $"{folder}.{Environment.ProcessId}";
        string[] arguments =
        [
            "build", Project, $"-t:Restore,{target}", $"-p:EngineHome={Path.GetDirectoryName(program)}", $"-p:EngineFolder={incomplete}",
            $"-p:ModuleHome={Repository.Module}", $"-p:ModuleFolder={incomplete}",
        ];
        var (code, output) = await Tool.RunAsync("dotnet", arguments, Tool.BuildEnvironment, cancellationToken);
        if (code != 0)
        {
            return output.Split('\n').FirstOrDefault(static line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? output;
        }

        try
        {
            Directory.Move(incomplete, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another test run made it at the same time.
            Directory.Delete(incomplete, recursive: true);
        }

        return null;
    }
}
