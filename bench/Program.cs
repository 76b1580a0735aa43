using System.Reflection;
using Owox.Bench.Ablation;
using Owox.Bench.Baseline;
using Owox.Engine;

namespace Owox.Bench;

/// <summary>Measures the module and other tools with the sandbox, and writes RESULTS.md.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (Options.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return 2;
        }

        try
        {
            var engine = await PowerShellEngine.FindAsync(Path.GetFullPath(Setting("Repository")), Console.Out, CancellationToken.None);
            await MeasureAsync(options, engine);
            return 0;
        }
        catch (EngineNotFoundException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task MeasureAsync(Options options, PowerShellEngine engine)
    {
        var folder = Directory.CreateTempSubdirectory("owox-bench-");
        try
        {
            if (options.IsAblation)
            {
                await MeasureOptimizationsAsync(options, engine, folder.FullName);
                return;
            }

            if (options.Baseline is not null)
            {
                using var server = await Sandbox.StartAsync(options.Rows);
                Console.WriteLine(await new BaselineRun(options, engine, server, folder.FullName).RunAsync(Path.GetFullPath(Setting("Repository"))));
                return;
            }

            // Measures a copy, so that a build at the same time does not change the module.
            var module = ModuleCopy.In(folder.FullName, Setting("ModuleFolder"));
            var results = new Results();
            using (var sandbox = await Sandbox.StartAsync(options.Rows * 10))
            {
                await new Rounds(new CaseRunner(sandbox, engine, module, folder.FullName), options, results).RunAsync();
            }

            var report = new Report(results, options, await Machine.DescribeAsync(engine, module, Setting("PackageFolder"))).Write();
            var file = !options.IsComplete ? null : Path.GetFullPath(Setting("ResultsFile"));
            if (file is not null)
            {
                await File.WriteAllTextAsync(file, report);
            }

            Console.WriteLine(file is null ? report : "The results were written to bench/RESULTS.md.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureOptimizationsAsync(Options options, PowerShellEngine engine, string folder)
    {
        using var sandbox = await Sandbox.StartAsync(options.Rows);
        var page = await new AblationRun(options, engine, sandbox, folder).RunAsync(Path.GetFullPath(Setting("Repository")));
        if (options.IsComplete)
        {
            await File.WriteAllTextAsync(Path.GetFullPath(Setting("AblationFile")), page);
        }

        Console.WriteLine(page);
    }

    internal static string Setting(string key) =>
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
