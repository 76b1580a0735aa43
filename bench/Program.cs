using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Owox.Bench;

/// <summary>Measures ours and the peers on the sandbox, and writes RESULTS.md.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (Options.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return 2;
        }

        if (Command.Find("pwsh") is not { } pwsh)
        {
            await Console.Error.WriteLineAsync("There is no pwsh on PATH, and it is what is measured.");
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("owox-bench-");
        try
        {
            // A copy: a build that runs meanwhile must not change what is measured.
            var module = ModuleCopy.In(folder.FullName, Setting("ModuleFolder"));
            var results = new Results();
            using (var sandbox = await Sandbox.StartAsync(options.Rows * 10))
            {
                await new Rounds(new CaseRunner(sandbox, pwsh, module, folder.FullName), options, results).RunAsync();
            }

            var report = new Report(results, options, await Machine.DescribeAsync(pwsh, module, Setting("PackageFolder"))).Write();
            var file = !options.IsWhole ? null : Path.GetFullPath(Setting("ResultsFile"));
            if (file is not null)
            {
                await File.WriteAllTextAsync(file, report);
            }

            Console.WriteLine(file is null ? report : "Written: bench/RESULTS.md");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Setting(string key) =>
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
