namespace Owox.Sandbox.Seed;

/// <summary>Tables that are large in one way or another.</summary>
internal static class BenchTables
{
    private const int WideRows = 20_000;
    private const int LongTextRows = 5_000;
    private const int LongTextLength = 16 * 1024;

    private static readonly string[] Countries = ["Germany", "Ukraine", "France", "Spain", "Poland", "Österreich", "日本", "Brazil"];
    private static readonly string?[] Notes =
        ["plain", "first visit", string.Empty, null, "say \"hi\"", "naïve café", "line one\nline two", "promo"];
    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static Table Events(long rows) => Repeated(
        "events",
        [
            new("date", "DATE", "Day of the event"),
            new("id", "INTEGER", "Event number") { IsPrimaryKey = true, IsRequired = true },
            new("country", "STRING", "Country of the visitor"),
            new("revenue", "FLOAT", "Revenue, EUR"),
            new("cost", "NUMERIC", "Cost, EUR"),
            new("note", "STRING", "Free text"),
            new("ok", "BOOLEAN", "Whether it counted"),
            new("ts", "TIMESTAMP", "When it happened"),
        ],
        1_000,
        rows,
        Event);

    public static readonly Table Wide = Repeated(
        "wide",
        [new("id", "INTEGER", "Row number") { IsPrimaryKey = true }, .. Enumerable.Range(1, 199).Select(WideColumn)],
        100,
        WideRows,
        WideRow);

    public static readonly Table LongText = Repeated(
        "long_text",
        [
            new("id", "INTEGER", "Row number") { IsPrimaryKey = true },
            new("text", "STRING", "A long text"),
            new("length", "INTEGER", "Its length"),
        ],
        100,
        LongTextRows,
        LongTextRow);

    private static object?[] Event(int index) =>
    [
        FirstDay.AddDays(index % 365).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        0L,
        Countries[index % Countries.Length],
        index % 11 == 10 ? null : (double)(0.1m + (7.77m * index)),
        index % 13 == 12 ? null : (3.3333333m * index).ToString("0.#######", CultureInfo.InvariantCulture),
        Notes[index % Notes.Length],
        index % 7 == 6 ? null : index % 2 == 0,
        RecordedRows.Moment(61_007_001L * index),
    ];

    private static Column WideColumn(int number) => (number % 4) switch
    {
        0 => new Column($"text_{number:D3}", "STRING"),
        1 => new Column($"amount_{number:D3}", "FLOAT"),
        2 => new Column($"count_{number:D3}", "INTEGER"),
        _ => new Column($"flag_{number:D3}", "BOOLEAN"),
    };

    private static object?[] WideRow(int index)
    {
        var row = new object?[200];
        row[0] = 0L;
        for (var column = 1; column < row.Length; column++)
        {
            row[column] = (column % 4) switch
            {
                0 => $"value {index} of {column}",
                1 => (index * column) + 0.25,
                2 => (long)index * column,
                _ => (index + column) % 3 == 0 ? null : (index + column) % 2 == 0,
            };
        }

        return row;
    }

    private static object?[] LongTextRow(int index)
    {
        const string Sentence = "The quick brown fox jumps over the lazy dog; Zażółć gęślą jaźń. ";
        var text = string.Concat(Enumerable.Repeat(Sentence, (LongTextLength / Sentence.Length) + 1))[..(LongTextLength - index)];
        return [0L, text, (long)text.Length];
    }

    private static Table Repeated(string name, Column[] columns, int block, long rows, Func<int, object?[]> row)
    {
        var blocks = new BlockRows(columns, block, rows, row);
        return new Table
        {
            Name = name,
            Dataset = name,
            FullName = $"shop-analytics.web.{name}",
            Columns = columns,
            Blocks = blocks,
            Load = connection => blocks.Load(connection, name),
        };
    }
}
