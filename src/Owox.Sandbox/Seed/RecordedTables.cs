namespace Owox.Sandbox.Seed;

/// <summary>The tables and queries behind the recorded data marts.</summary>
internal static class RecordedTables
{
    public static readonly Table Small = Rows("small", 10);
    public static readonly Table Large = Rows("large", 200_000);
    public static readonly Table Empty = Rows("empty", 0);
    public static readonly Table Denied = Rows("denied", 0);
    public static readonly Table Broken = Rows("broken", RecordedRows.Take(12_000).Select(PadNote));

    public static readonly Table Orders = View(
        "recorded_orders",
        "owox-local.demo.small",
        """
        SELECT "id" AS "order_id", "date" AS "order_date", "country", "revenue", "cost", "ok" AS "is_paid", "ts" AS "created_ts"
        FROM "small"
        """,
        [
            new("order_id", "INTEGER", "Order number") { IsPrimaryKey = true },
            new("order_date", "DATE", "Date of purchase") { Alias = "Order date" },
            new("country", "STRING", "Country name"),
            new("revenue", "FLOAT", "Gross revenue, EUR"),
            new("cost", "NUMERIC", "Cost of goods, EUR"),
            new("is_paid", "BOOLEAN"),
            new("created_ts", "TIMESTAMP"),
        ]);

    public static readonly Table Countries = View(
        "countries",
        "owox-local.demo.small",
        """SELECT "country", COUNT(*) AS "orders_total", SUM("revenue") AS "lifetime_revenue" FROM "small" GROUP BY "country" """,
        [
            new("country", "STRING", "Country name") { IsPrimaryKey = true },
            new("orders_total", "INTEGER", "All orders from this country"),
            new("lifetime_revenue", "FLOAT", "Sum of revenue") { Alias = "Country revenue" },
        ]);

    public static readonly Table Totals = View(
        "demo_sql",
        "owox-local.demo.small",
        """SELECT "date", "country", "revenue" FROM "small" """,
        [new("date", "DATE"), new("country", "STRING"), new("revenue", "FLOAT")]);

    public static readonly Table ExchangeRates = new()
    {
        Name = "bank_of_canada_exchange_rates",
        Dataset = "recorded",
        FullName = "owox-local.demo.bank_of_canada_exchange_rates",
        Columns = [],
        Load = _ => { },
    };

    public static IEnumerable<Table> All => [Small, Large, Empty, Denied, Broken, Orders, Countries, Totals, ExchangeRates];

    // The one value in which the recorded table differs from the others.
    private static object?[] PadNote(object?[] row) => row[5] is "12" ? [.. row[..5], "0012", .. row[6..]] : row;

    private static Table Rows(string name, int count) => Rows(name, RecordedRows.Take(count));

    private static Table Rows(string name, IEnumerable<object?[]> rows) => new()
    {
        Name = name,

        // A database of its own: joining needs the small table only, and no one should wait for the large one.
        Dataset = name == "small" ? "recorded" : $"recorded-{name}",
        FullName = $"owox-local.demo.{name}",
        Columns = RecordedRows.Columns,
        Load = connection => connection.Fill(name, RecordedRows.Columns, rows),
    };

    private static Table View(string name, string fullName, string query, Column[] columns) => new()
    {
        Name = name,
        Dataset = "recorded",
        FullName = fullName,
        Columns = columns,
        Load = connection => connection.Execute($"CREATE VIEW {Sql.Quote(name)} AS {query}"),
    };
}
