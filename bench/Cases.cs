namespace Owox.Bench;

/// <summary>The measured cases. Cases of the table that are compared run one after the other.</summary>
internal sealed class Cases(Options options)
{
    // The rows of one sheet.
    private const long MaxSheetRows = 1_000_000;

    private const string Curl = """curl -sSf -H "x-owox-authorization: Bearer $BENCH_TOKEN" -H "x-owox-api-key-id: $BENCH_KEY_ID" "$URI" """;

    public Case Objects => new("Owox: objects, to Out-Null", "objects.ps1", options.Rows);

    public Case ObjectsCounted => Objects with { Name = "Owox: objects, to Measure-Object", Consumer = "Count" };

    public Case ObjectsRaw => Objects with { Name = "Owox: objects with -Raw, to Out-Null", Consumer = "Raw" };

    public Case ObjectsTyped => Objects with { Name = "Owox: objects with -Typed, to Out-Null", Consumer = "Typed" };

    public Case PrebuiltObject => new("one prebuilt object, to Out-Null", "prebuilt-object.ps1", options.Rows);

    public Case PrebuiltObjectCounted => PrebuiltObject with { Name = "one prebuilt object, to Measure-Object", Consumer = "Count" };

    public Case JsonByLine => new("HttpClient, ConvertFrom-Json called for each line", "convertfrom-json.ps1", options.SlowRows);

    public Case JsonPiped => JsonByLine with { Name = "HttpClient, all lines piped to one ConvertFrom-Json", Consumer = "All" };

    public Case RestMethod => new("Invoke-RestMethod, split, ConvertFrom-Json", "invoke-restmethod.ps1", options.SlowRows);

    public Case Csv => File("csv");

    public Case CsvByLine => new("HttpClient, ConvertFrom-Json for each line, Export-Csv", "export-csv.ps1", options.SlowRows) { Extension = "csv" };

    public Case CsvPiped => CsvByLine with { Name = "HttpClient, all lines to one ConvertFrom-Json, Export-Csv", Consumer = "All" };

    public Case JqCsv => Jq("jq -r @csv, of a file", """jq -r '[.[]]|@csv' "$INPUT" > "$FILE" """);

    public Case CurlJqCsv => Jq("curl to jq -r @csv", Curl + """| jq -r '[.[]]|@csv' > "$FILE" """) with { RequiredTools = "curl jq" };

    public Case JqLines => Jq("jq -c, of a file", """jq -c . "$INPUT" > "$FILE" """);

    public Case CurlJqLines => Jq("curl to jq -c", Curl + """| jq -c . > "$FILE" """) with { RequiredTools = "curl jq" };

    public Case Ndjson => File("ndjson");

    public Case CurlFile => new("curl -o", null, options.Rows) { Shell = Curl + "-o \"$FILE\"", RequiredTools = "curl" };

    public Case CurlHashed => CurlFile with { Name = "curl to tee and sha256sum", Shell = Curl + """| tee "$FILE" | sha256sum > /dev/null""", RequiredTools = "curl sha256sum" };

    public Case WebRequest => new("Invoke-WebRequest -OutFile", "invoke-webrequest.ps1", options.Rows);

    public Case Reader => new("Owox: -AsDataReader, bulk load into SQLite", "reader-sqlite.ps1", options.Rows) { Extension = "db" };

    public Case ObjectInserts => new("Owox: objects with -Typed, one INSERT for each object into SQLite", "objects-sqlite.ps1", options.SlowRows) { Extension = "db" };

    public Case Parquet => File("parquet");

    public Case ParquetRows => new("Owox objects to a row-by-row Parquet writer", "object-file.ps1", options.SlowRows) { Extension = "parquet", Consumer = "ParquetRows" };

    public Case CurlDuck => new("curl to DuckDB COPY TO parquet", null, options.Rows)
    {
        Shell = Curl + """| dotnet "$BENCH_PEERS" "$FILE" """,
        Extension = "parquet",
        RequiredTools = "curl dotnet",
    };

    public Case Xlsx => File("xlsx") with { Rows = long.Min(options.Rows, MaxSheetRows) };

    public Case WorkbookRows => new("Owox objects to a workbook library (Open XML SDK)", "object-file.ps1", options.SlowRows) { Extension = "xlsx", Consumer = "WorkbookRows" };

    /// <summary>The cases of one round of the table.</summary>
    public IReadOnlyList<Case> Table =>
    [
        JsonByLine, Objects, ObjectsRaw, ObjectsTyped, PrebuiltObject, ObjectsCounted, PrebuiltObjectCounted, JsonPiped, RestMethod,
        CsvByLine, Csv, JqCsv, CsvPiped, CurlJqCsv,
        CurlFile, Ndjson, CurlHashed, WebRequest, JqLines, CurlJqLines, File("json"), File("ndjson.gz"), File("csv.gz"),
        Reader, ObjectInserts,
        CurlDuck, Parquet, ParquetRows, Xlsx, WorkbookRows,
    ];

    /// <summary>Cases with wide and long rows, for the module and the most similar tools. The sandbox limits the number of rows.</summary>
    public IReadOnlyList<Case> Shapes => [.. Shape("wide", 20_000), .. Shape("longText", 5_000)];

    /// <summary>Cases for large exports: each output of the module, and the tools with which it is compared.</summary>
    public static IReadOnlyList<Case> Large(long rows)
    {
        var cases = new Cases(new Options { Rows = rows });
        return [cases.CurlHashed, cases.CurlFile, .. Ours(rows), cases.PrebuiltObject];
    }

    /// <summary>Each output of the module with the specified number of rows.</summary>
    public static IReadOnlyList<Case> Ours(long rows)
    {
        var cases = new Cases(new Options { Rows = rows });
        return
        [
            cases.Ndjson, cases.Csv, cases.File("json"), cases.File("ndjson.gz"), cases.Parquet, cases.Objects, cases.Reader,
        ];
    }

    private Case File(string extension) => new($"Owox: -Path rows.{extension}", "file.ps1", options.Rows) { Extension = extension };

    private Case Jq(string name, string shell) => new(name, null, options.JqRows) { Shell = shell, RequiredTools = "jq" };

    private IEnumerable<Case> Shape(string shape, long maxRows)
    {
        var rows = long.Min(options.Rows, maxRows);
        var few = rows / 10;
        return
        [
            Objects with { Shape = shape, Rows = rows },
            JsonByLine with { Shape = shape, Rows = few },
            Csv with { Shape = shape, Rows = rows },
            CsvByLine with { Shape = shape, Rows = few },
            Ndjson with { Shape = shape, Rows = rows },
            CurlFile with { Shape = shape, Rows = rows },
        ];
    }
}
