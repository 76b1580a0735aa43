namespace Owox.Bench;

/// <summary>One target.</summary>
internal sealed record Target(string Measure, string AtLeast, string Unit, Spread? Measured, bool IsMet);

/// <summary>The targets and the measured values.</summary>
internal sealed class Targets(Results results, Options options)
{
    private const double MaxImportMilliseconds = 150;
    private const double MaxGrowthMegabytes = 20;

    private readonly Cases _cases = new(options);

    public IEnumerable<Target> All =>
    [
        AtLeast("objects to the pipeline, 8 columns, against HttpClient + ConvertFrom-Json for each line", 10, _cases.Objects, _cases.JsonByLine),
        AtLeast("objects, against HttpClient + all lines piped to one ConvertFrom-Json", 10, _cases.Objects, _cases.JsonPiped),
        AtLeast("objects with numbers, against -Raw, which converts nothing and reads no schema", 0.77, _cases.Objects, _cases.ObjectsRaw),
        AtLeast("objects, against emitting one prebuilt object, to Out-Null", 0.8, _cases.Objects, _cases.Ceiling),
        AtLeast("objects, against emitting one prebuilt object, to Measure-Object", 0.8, _cases.ObjectsCounted, _cases.CeilingCounted),
        AtLeast("ten times as many objects, against emitting one prebuilt object, to Out-Null", 0.8, Large(_cases.Objects), Large(_cases.Ceiling)),
        AtLeast("CSV file, against ConvertFrom-Json for each line + Export-Csv", 25, _cases.Csv, _cases.CsvByLine),
        AtLeast("CSV file, against all lines piped to one ConvertFrom-Json + Export-Csv", 25, _cases.Csv, _cases.CsvPiped),
        AtLeast("NDJSON file, every line checked, against curl -o", 0.5, _cases.Ndjson, _cases.CurlFile),
        AtLeast("NDJSON file of ten times as many rows, against curl -o", 0.5, Large(_cases.Ndjson), Large(_cases.CurlFile)),
        AtLeast("NDJSON file, against curl to tee and sha256sum", 0.5, _cases.Ndjson, _cases.CurlHashed),
        Cpu("CPU seconds per million rows to CSV, against jq -r @csv of a file", _cases.JqCsv),
        Cpu("CPU seconds per million rows to CSV, against curl to jq -r @csv", _cases.CurlJqCsv),
        .. Cases.Ours(options.Rows).Select(Growth),
        Import,
    ];

    private Target Import => new(
        "Import-Module, warm, over the bare engine", "150 ms at most", " ms", results.Import, results.Import?.Median <= MaxImportMilliseconds);

    private Case Large(Case what) => what with { Rows = options.Rows * 10 };

    private Target AtLeast(string measure, double least, Case ours, Case theirs)
    {
        var ratio = Spread.OfPairs(results.Of(ours), results.Of(theirs), static (our, their) => our.Rate / their.Rate);
        return new Target(measure, Numbers.Text(least) + " times", " times", ratio, ratio?.Median >= least);
    }

    private Target Cpu(string measure, Case theirs)
    {
        var ratio = Spread.OfPairs(results.Of(_cases.Csv), results.Of(theirs), static (our, their) => our.CpuPerMillion / their.CpuPerMillion);
        return new Target(measure, "0.2 times at most", " times", ratio, ratio?.Median <= 0.2);
    }

    private Target Growth(Case ours)
    {
        var growth = Spread.OfPairs(results.Of(Large(ours)), results.Of(ours), static (large, small) => large.Megabytes - small.Megabytes);
        return new Target(
            $"memory: growth to ten times as many rows, {ours.Name}", "under 20 MB", " MB", growth, growth?.Median < MaxGrowthMegabytes);
    }
}
