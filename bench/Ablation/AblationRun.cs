using System.Globalization;
using System.Text;
using Owox.Engine;

namespace Owox.Bench.Ablation;

/// <summary>Measures the module without each optimization next to the unchanged module, and writes ABLATION.md.</summary>
internal sealed class AblationRun(Options options, PowerShellEngine engine, Bench.Sandbox sandbox, string folder)
{
    private const double MinGain = 0.05;

    private readonly List<(Case What, string Name, Sample With, Sample Without)> _samples = [];

    /// <summary>Builds all modules, runs them in turn, and returns the text of the page.</summary>
    public async Task<string> RunAsync(string repository)
    {
        var modules = new ModuleVariants(repository, folder);
        var unchanged = await modules.BuildAsync(optimization: null);
        var variants = new List<(string Name, string Module)>();
        foreach (var optimization in Optimization.All.Where(optimization => options.Only.Length == 0 || options.Only.Any(part => optimization.Name.Contains(part, StringComparison.OrdinalIgnoreCase))))
        {
            Console.WriteLine($"building without: {optimization.Name}");
            variants.Add((optimization.Name, await modules.BuildAsync(optimization)));
        }

        var cases = new Cases(options);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (name, module) in variants)
            {
                foreach (var what in (Case[])[cases.Objects, cases.Csv, cases.Ndjson])
                {
                    await PairAsync(what, name, unchanged, module, round);
                }
            }
        }

        return Write();
    }

    // Both modules run directly one after the other, in alternating order, so that other load on the machine affects both.
    private async Task PairAsync(Case what, string name, string unchanged, string module, int round)
    {
        var first = await RunCaseAsync(what, round % 2 == 0 ? unchanged : module);
        var second = await RunCaseAsync(what, round % 2 == 0 ? module : unchanged);
        var (with, without) = round % 2 == 0 ? (first, second) : (second, first);
        _samples.Add((what, name, with, without));
        Console.WriteLine(FormattableString.Invariant($"{round + 1}/{options.Rounds}  {name}, {what.Name}: CPU {with.Cpu:0.00} s, without {without.Cpu:0.00} s"));
    }

    private Task<Sample> RunCaseAsync(Case what, string module) => new CaseRunner(sandbox, engine, module, folder).RunAsync(what);

    private string Write()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Effect of each optimization

            Measured by `dotnet run --project bench -c Release -- --ablation`. Each row is the module without one optimization, next to the
            module as it is: CPU time of {options.Rows:N0} rows of 8 columns, median of {options.Rounds} pairs that ran one after the other
            (minimum and maximum). 1.10 means that the module needs 10 % more CPU time without the optimization. The first row compares
            two equal modules and shows the noise. The duration is the wall time of the CSV export. An optimization stays if it gains
            {MinGain:P0} in one of the columns.

            | without | objects | CSV | NDJSON | duration of CSV | allocated bytes per row, objects |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach (var group in _samples.GroupBy(static sample => sample.Name, StringComparer.Ordinal))
        {
            var columns = group.GroupBy(static sample => sample.What.Name, StringComparer.Ordinal).Select(static pairs => Ratio([.. pairs.Select(static pair => pair.Without.Cpu / pair.With.Cpu)]));
            var objects = group.Where(static sample => sample.What.Extension == "out").ToList();
            var bytes = FormattableString.Invariant($"{Bytes(objects.Select(static pair => pair.With)):0} to {Bytes(objects.Select(static pair => pair.Without)):0}");
            var duration = Ratio([.. group.Where(static sample => sample.What.Extension == "csv").Select(static pair => (double?)(pair.Without.Seconds / pair.With.Seconds))]);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {string.Join(" | ", columns)} | {duration} | {bytes} |");
        }

        return text.ToString();
    }

    private static double? Bytes(IEnumerable<Sample> samples) => Spread.Of(samples.Select(static sample => (double?)sample.Allocated / sample.Rows))?.Median;

    private static string Ratio(double?[] ratios) => Spread.Of(ratios) is { } spread
        ? FormattableString.Invariant($"{spread.Median:0.00} ({spread.Minimum:0.00}–{spread.Maximum:0.00})")
        : "unknown";
}
