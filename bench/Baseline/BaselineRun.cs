using System.Globalization;
using System.Text;
using Owox.Engine;

namespace Owox.Bench.Baseline;

/// <summary>Measures the module next to the module of an earlier commit.</summary>
internal sealed class BaselineRun(Options options, PowerShellEngine engine, Bench.Sandbox sandbox, string folder)
{
    private readonly StringBuilder _text = new();

    /// <summary>Builds both modules, runs them in turn, and returns a table of ratios.</summary>
    /// <exception cref="InvalidOperationException">The commit does not exist or does not build.</exception>
    public async Task<string> RunAsync(string repository)
    {
        var now = Runner(ModuleCopy.In(Folder("now"), Program.Setting("ModuleFolder")));
        var before = Runner(await BuildBaselineAsync(repository));
        _text.AppendLine(CultureInfo.InvariantCulture, $"""
            The module compared with commit {options.Baseline}: median of pairs that ran one after the other (minimum and maximum).
            1.10 means that the module now needs 10 % more.

            | case | time | CPU time | allocated bytes |
            | --- | --- | --- | --- |
            """);
        await CompareImportsAsync(now, before);
        var cases = new Cases(options);
        foreach (var what in ((Case[])[cases.Objects, cases.ObjectsCounted, cases.Csv, cases.Ndjson]).Where(options.Includes))
        {
            await CompareAsync(what, now, before);
        }

        return _text.ToString();
    }

    private async Task<string> BuildBaselineAsync(string repository)
    {
        var sources = Path.Combine(folder, "sources");
        await Command.RunAsync("git", ["clone", "--quiet", "--no-checkout", repository, sources]);
        await Command.RunAsync("git", ["-C", sources, "checkout", "--quiet", options.Baseline!]);
        return await ModuleCopy.BuildAsync(sources, Folder("before"));
    }

    private async Task CompareImportsAsync(CaseRunner now, CaseRunner before)
    {
        var ratios = new List<double?>();
        await before.StartAsync(withModule: true);
        for (var i = 0; i < options.Imports; i++)
        {
            var (first, second) = await PairAsync(i, now, before, static runner => runner.StartAsync(withModule: true));
            ratios.Add(first / second);
        }

        _text.AppendLine(CultureInfo.InvariantCulture, $"| start of PowerShell with Import-Module | {Numbers.Text(Spread.Of(ratios))} | | |");
    }

    private async Task CompareAsync(Case what, CaseRunner now, CaseRunner before)
    {
        var pairs = new List<(Sample Now, Sample Before)>();
        for (var i = 0; i < options.Rounds; i++)
        {
            pairs.Add(await PairAsync(i, now, before, runner => runner.RunAsync(what)));
        }

        string Ratio(Func<Sample, double?> value) => Numbers.Text(Spread.Of(pairs.Select(pair => value(pair.Now) / value(pair.Before))));
        var line = $"| {what.Name} | {Ratio(static sample => sample.Seconds)} | {Ratio(static sample => sample.Cpu)} | {Ratio(static sample => sample.Allocated)} |";
        Console.WriteLine(line);
        _text.AppendLine(line);
    }

    // In alternating order, so that other load on the machine affects both.
    private static async Task<(T Now, T Before)> PairAsync<T>(int round, CaseRunner now, CaseRunner before, Func<CaseRunner, Task<T>> run)
    {
        var first = await run(round % 2 == 0 ? now : before);
        var second = await run(round % 2 == 0 ? before : now);
        return round % 2 == 0 ? (first, second) : (second, first);
    }

    private CaseRunner Runner(string module) => new(sandbox, engine, module, folder);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
