namespace Owox.Sandbox.Seed;

/// <summary>The rows of the warehouse behind the recorded samples, by formula.</summary>
internal static class RecordedRows
{
    public static readonly IReadOnlyList<Column> Columns =
    [
        new("date", "DATE", "date column"),
        new("id", "INTEGER", "id column") { IsPrimaryKey = true, IsRequired = true },
        new("country", "STRING", "country column"),
        new("revenue", "FLOAT", "revenue column"),
        new("cost", "NUMERIC", "cost column"),
        new("note", "STRING", "note column"),
        new("ok", "BOOLEAN", "ok column"),
        new("ts", "TIMESTAMP", "ts column"),
    ];

    private static readonly string[] Countries =
        ["Ukraine", "Deutschland", "Österreich", "Côte d'Ivoire", "日本", "United States", "España", "Türkiye"];

    private static readonly string?[] Notes =
    [
        "plain", "comma, semicolon; tab\there", "line one\nline two", "windows\r\nnewline", "say \"hi\" & 'bye'",
        "emoji 🚀 Ґанок Ελλάδα 漢字", string.Empty, null, "=1+1", "  leading and trailing  ",
        "back\\slash {\"json\":[1,2]} </script>", "null", "-5", "12", "true", "\u2028line sep\u200Bzero width\uFEFFbom",
    ];

    private static readonly DateOnly FirstDay = new(2026, 1, 1);
    private static readonly DateTime FirstMoment = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IEnumerable<object?[]> Take(int count) => Enumerable.Range(1, count).Select(Row);

    public static object?[] Row(int id)
    {
        var step = id - 1;
        return
        [
            FirstDay.AddDays(step % 365).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (long)id,
            Countries[step % Countries.Length],
            id % 11 == 0 ? null : (double)(0.1m + (7.77m * step)),
            id % 13 == 0 ? null : Trim(3.3333333m * step),
            Notes[step % Notes.Length],
            id % 7 == 0 ? null : id % 2 == 1,
            Moment(61_007_001L * step),
        ];
    }

    /// <summary>Three fractional digits where they suffice, else nine.</summary>
    public static string Moment(long microseconds)
    {
        var time = FirstMoment.AddMicroseconds(microseconds);
        return time.ToString(
            microseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'000Z'",
            CultureInfo.InvariantCulture);
    }

    private static string Trim(decimal value) => value.ToString("0.#######", CultureInfo.InvariantCulture);
}
