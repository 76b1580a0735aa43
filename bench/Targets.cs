namespace Owox.Bench;

/// <summary>One target.</summary>
internal sealed record Target(string Measure, string Goal, string Unit, Spread? Measured, bool IsMet);

/// <summary>The targets and the measured values.</summary>
internal sealed class Targets(Results results, Options options)
{
    private const double MaxImportMilliseconds = 150;
    private const double MaxGrowthMegabytes = 20;
    private const double MaxTypedGrowthMegabytes = 30;

    private readonly Cases _cases = new(options);

    public IEnumerable<Target> All =>
    [
        AtLeast("objects to the pipeline, 8 columns, compared with HttpClient + ConvertFrom-Json for each line", 10, _cases.Objects, _cases.JsonByLine),
        AtLeast("objects, compared with HttpClient + all lines piped to one ConvertFrom-Json", 10, _cases.Objects, _cases.JsonPiped),
        AtLeast("objects with numbers, against -Raw, which converts nothing and reads no schema", 0.85, _cases.Objects, _cases.ObjectsRaw),
        AtLeast("objects, compared with emitting one prebuilt object, to Out-Null", 0.8, _cases.Objects, _cases.PrebuiltObject),
        AtLeast("objects, compared with emitting one prebuilt object, to Measure-Object", 0.8, _cases.ObjectsCounted, _cases.PrebuiltObjectCounted),
        AtLeast("ten times as many objects, compared with emitting one prebuilt object, to Out-Null", 0.8, Large(_cases.Objects), Large(_cases.PrebuiltObject)),
        AtLeast("CSV file, compared with ConvertFrom-Json for each line + Export-Csv", 25, _cases.Csv, _cases.CsvByLine),
        AtLeast("CSV file, compared with all lines piped to one ConvertFrom-Json + Export-Csv", 25, _cases.Csv, _cases.CsvPiped),
        AtLeast("NDJSON file with validation of every line, compared with curl -o", 0.5, _cases.Ndjson, _cases.CurlFile),
        AtLeast("NDJSON file of ten times as many rows, compared with curl -o", 0.5, Large(_cases.Ndjson), Large(_cases.CurlFile)),
        AtLeast("NDJSON file, compared with curl to tee and sha256sum", 0.5, _cases.Ndjson, _cases.CurlHashed),
        AtLeast("data reader into a bulk load of SQLite, compared with one INSERT for each object", 10, _cases.Reader, _cases.ObjectInserts),
        Cpu("CPU seconds per million rows to CSV, compared with jq -r @csv of a file", _cases.JqCsv),
        Cpu("CPU seconds per million rows to CSV, compared with curl to jq -r @csv", _cases.CurlJqCsv),
        AtLeast("Parquet file, 8 columns, compared with objects piped to a row-by-row Parquet writer", 10, _cases.Parquet, _cases.ParquetRows),
        AtLeast("Parquet file, compared with curl to DuckDB's COPY", 0.4, _cases.Parquet, _cases.CurlDuck),
        AtLeast("workbook, compared with objects piped to a workbook library", 10, _cases.Xlsx, _cases.WorkbookRows),
        .. Cases.Ours(options.Rows).Select(Growth),
        Import,
    ];

    private Target Import => new(
        "time that Import-Module adds to the start of PowerShell", "at most 150 ms", " ms", results.Import, results.Import?.Median <= MaxImportMilliseconds);

    private Case Large(Case what) => what with { Rows = options.Rows * 10 };

    private Target AtLeast(string measure, double minimum, Case ours, Case theirs)
    {
        var ratio = Spread.OfPairs(results.Of(ours), results.Of(theirs), static (our, their) => our.Rate / their.Rate);
        return new Target(measure, $"at least {Numbers.Text(minimum)} times", " times", ratio, ratio?.Median >= minimum);
    }

    private Target Cpu(string measure, Case theirs)
    {
        var ratio = Spread.OfPairs(results.Of(_cases.Csv), results.Of(theirs), static (our, their) => our.CpuPerMillion / their.CpuPerMillion);
        return new Target(measure, "at most 0.2 times", " times", ratio, ratio?.Median <= 0.2);
    }

    private Target Growth(Case ours)
    {
        var growth = Spread.OfPairs(results.Of(Large(ours)), results.Of(ours), static (large, small) => large.Megabytes - small.Megabytes);
        var maximum = ours == _cases.Parquet || ours == _cases.Reader ? MaxTypedGrowthMegabytes : MaxGrowthMegabytes;
        return new Target(
            $"memory growth with ten times as many rows, {ours.Name}", $"at most {Numbers.Text(maximum)} MB", " MB", growth, growth?.Median <= maximum);
    }
}
