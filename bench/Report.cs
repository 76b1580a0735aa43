using System.Text;

namespace Owox.Bench;

/// <summary>Writes RESULTS.md.</summary>
internal sealed class Report(Results results, Options options, IReadOnlyList<string> machine)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        Line("# Benchmark results");
        Line();
        Line($"Measured on {DateTime.Now:yyyy-MM-dd} with `dotnet run --project bench -c Release`. The sandbox ran on the same machine and shared its cores.");
        Line("The values are medians, with the minimum and the maximum. Each ratio compares two runs of the same round.");
        Line($"{options.Rounds} rounds of {Numbers.Text(options.Rows)} rows, and of ten times as many.");
        Line();
        foreach (var line in machine)
        {
            Line("- " + line);
        }

        foreach (var missing in results.Missing.Order(StringComparer.Ordinal))
        {
            Line($"- {missing} is missing: the comparisons with it were not measured");
        }

        Targets();
        Startup();
        CaseTables();
        Notes();
        return _text.ToString();
    }

    private void Targets()
    {
        Line();
        Line("## Targets");
        Line();
        Line("| measure | target | measured (minimum–maximum) | |");
        Line("| --- | --- | --- | --- |");
        var targets = new Targets(results, options).All.ToArray();
        foreach (var target in targets)
        {
            Line($"| {target.Measure} | {target.Goal} | {Numbers.Text(target.Measured, target.Unit)} | {(target.Measured is null ? "not measured" : target.IsMet ? "met" : "**not met**")} |");
        }

        Line();
        var missed = targets.Where(static target => target is { IsMet: false, Measured: not null }).Select(static target => target.Measure).ToArray();
        Line(missed.Length == 0 ? "All measured targets are met." : $"Targets that are not met: {string.Join("; ", missed)}.");
    }

    private void Startup()
    {
        Line();
        Line("## Startup");
        Line();
        Line("| | milliseconds (minimum–maximum) |");
        Line("| --- | --- |");
        Start("PowerShell without the module: start, run an empty script, exit", results.StartsWithoutModule);
        Start("PowerShell with Import-Module: start, run an empty script, exit", results.StartsWithModule);
        Start("first Connect-OwoxDataMarts of a process: exchanges the key for a token", results.Connects);
        Start("second Connect-OwoxDataMarts: uses the cached token", results.Reconnects);
        Start("first object of the first Export-OwoxDataMart of a process", results.FirstObjects);
    }

    private void Start(string what, IEnumerable<double> seconds) =>
        Line($"| {what} | {Numbers.Text(Spread.Of(seconds.Select(static s => (double?)(s * 1000))))} |");

    private void CaseTables()
    {
        foreach (var group in results.Cases.GroupBy(static c => c.Shape, StringComparer.Ordinal).SelectMany(static g => g.Key == "events" ? Sizes(g) : [(g.Key, g.AsEnumerable())]))
        {
            Line();
            Line($"## {group.Title}");
            Line();
            Line("| case | rows | rows/s (minimum–maximum) | CPU s per million rows (minimum–maximum) | CPU s of the process | allocated bytes per row | peak memory, MB (minimum–maximum) |");
            Line("| --- | ---: | --- | --- | --- | --- | --- |");
            foreach (var one in group.Cases)
            {
                Line(
                    $"| {one.Name} | {Numbers.Text(one.Rows)} | {Numbers.Text(results.Of(one, static s => s.Rate))} | {Numbers.Text(results.Of(one, static s => s.CpuPerMillion))}"
                    + $" | {Numbers.Text(results.Of(one, static s => s.ProcessCpu)?.Median)} | {Numbers.Text(results.Of(one, static s => s.AllocatedPerRow)?.Median)} | {Numbers.Text(results.Of(one, static s => s.Megabytes))} |");
            }
        }
    }

    private static IEnumerable<(string Title, IEnumerable<Case> Cases)> Sizes(IEnumerable<Case> events) =>
        events.GroupBy(static c => c.Rows is 10_000 or > 1_000_000 ? c.Rows : 0)
            .Select(static g => (g.Key == 0 ? "8 columns" : $"8 columns, {Numbers.Text(g.Key)} rows", g.AsEnumerable()));

    private void Notes()
    {
        Line();
        Line("## Notes");
        Line();
        Line("- Each sample is a new process. For PowerShell, the measured time is the time of the command, including the compilation by the runtime, but not the start of PowerShell, the import and the connection. For curl and jq, it is the time of the process. The CPU time of the entire process is in a separate column.");
        Line("- Peak memory is that of the entire process, including PowerShell. An idle PowerShell process uses about 100 MB.");
        Line("- Slow tools, such as jq, process fewer rows, and their results are scaled per row. The compilation in the first second therefore has a larger effect on their results.");
        Line("- Owox validates every line, compares the number of rows with the server's record of the run, and computes a hash of the file. Invoke-WebRequest and curl do none of this. `curl to tee and sha256sum` also computes a hash.");
        Line("- `jq … of a file` does not download the rows. `curl to jq` and Owox do.");
        Line("- Out-Null and Measure-Object bind each object to a parameter, as any command does, and do little else. This binding takes most of the time of the cases with one prebuilt object.");
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
