using System.Text;

namespace Owox.Bench;

/// <summary>Writes RESULTS.md.</summary>
internal sealed class Report(Results results, Options options, IReadOnlyList<string> machine)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        Line("# What it costs");
        Line();
        Line($"Measured on {DateTime.Now:yyyy-MM-dd} by `dotnet run --project bench -c Release`, against the sandbox on the same machine, whose");
        Line("cores they share. Medians of several runs in turn, with the least and the most, and");
        Line($"ratios taken within the same round, never between rounds. {options.Rounds} rounds of {Numbers.Text(options.Rows)} rows, and of ten times as many.");
        Line();
        foreach (var line in machine)
        {
            Line("- " + line);
        }

        foreach (var missing in results.Missing.Order(StringComparer.Ordinal))
        {
            Line($"- {missing} is missing: what it would have been compared with was not measured");
        }

        Targets();
        Starts();
        Costs();
        Notes();
        return _text.ToString();
    }

    private void Targets()
    {
        Line();
        Line("## What must be reached");
        Line();
        Line("| measure | at least | measured (least–most) | |");
        Line("| --- | --- | --- | --- |");
        var targets = new Targets(results, options).All.ToArray();
        foreach (var target in targets)
        {
            Line($"| {target.Measure} | {target.AtLeast} | {Numbers.Text(target.Measured, target.Unit)} | {(target.Measured is null ? "not measured" : target.IsMet ? "met" : "**not met**")} |");
        }

        Line();
        var missed = targets.Where(static target => target is { IsMet: false, Measured: not null }).Select(static target => target.Measure).ToArray();
        Line(missed.Length == 0 ? "Nothing falls short." : $"What falls short: {string.Join("; ", missed)}.");
    }

    private void Starts()
    {
        Line();
        Line("## Beginning");
        Line();
        Line("| | milliseconds (least–most) |");
        Line("| --- | --- |");
        Start("the bare engine: start, an empty script, end", results.BareStarts);
        Start("the same with Import-Module", results.ModuleStarts);
        Start("Connect-OwoxDataMarts, the first in its process: a key exchanged for a token", results.Connects);
        Start("Connect-OwoxDataMarts again: the token is known", results.Reconnects);
        Start("the first object of Export-OwoxDataMart, the first in its process", results.FirstObjects);
    }

    private void Start(string what, IEnumerable<double> seconds) =>
        Line($"| {what} | {Numbers.Text(Spread.Of(seconds.Select(static s => (double?)(s * 1000))))} |");

    private void Costs()
    {
        foreach (var group in results.Cases.GroupBy(static c => c.Shape, StringComparer.Ordinal).SelectMany(static g => g.Key == "events" ? Sizes(g) : [(g.Key, g.AsEnumerable())]))
        {
            Line();
            Line($"## {group.Title}");
            Line();
            Line("| case | rows | rows/s (least–most) | CPU s per million rows (least–most) | CPU s of the process | peak memory, MB (least–most) |");
            Line("| --- | ---: | --- | --- | --- | --- |");
            foreach (var one in group.Cases)
            {
                Line(
                    $"| {one.Name} | {Numbers.Text(one.Rows)} | {Numbers.Text(results.Of(one, static s => s.Rate))} | {Numbers.Text(results.Of(one, static s => s.CpuPerMillion))}"
                    + $" | {Numbers.Text(results.Of(one, static s => s.WholeCpu)?.Median)} | {Numbers.Text(results.Of(one, static s => s.Megabytes))} |");
            }
        }
    }

    private static IEnumerable<(string Title, IEnumerable<Case> Cases)> Sizes(IEnumerable<Case> events) =>
        events.GroupBy(static c => c.Rows is 10_000 or > 1_000_000 ? c.Rows : 0)
            .Select(static g => (g.Key == 0 ? "8 columns" : $"8 columns, {Numbers.Text(g.Key)} rows", g.AsEnumerable()));

    private void Notes()
    {
        Line();
        Line("## How to read it");
        Line();
        Line("- Each sample is a fresh process. In PowerShell the clock runs from the command to its end, with whatever the runtime compiles meanwhile, but without the engine's start, the import and the connection; for curl and jq it is the whole process. The CPU of the process is told beside it.");
        Line("- Peak memory is the whole process's, the engine included: an idle one holds about 100 MB.");
        Line("- Peers that take long for each row, jq among them, get fewer rows, and what they cost is scaled by the row: their first second, in which the runtime still compiles, weighs more.");
        Line("- Ours checks every line, compares the count with the server's record of the run and hashes what it writes. Invoke-WebRequest and curl check nothing; `curl to tee and sha256sum` hashes, too.");
        Line("- `jq … of a file` does not fetch the rows; `curl to jq` does, as ours does.");
        Line("- Out-Null and Measure-Object bind each object as any command does, and do little else. What one prebuilt object costs is nearly all this binding.");
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
