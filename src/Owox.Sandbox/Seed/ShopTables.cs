namespace Owox.Sandbox.Seed;

/// <summary>A small online shop: orders, customers and what its advertising costs.</summary>
internal static class ShopTables
{
    private const int OrderCount = 5_000;
    private const int CustomerCount = 400;

    private static readonly string[] Countries = ["Germany", "Ukraine", "France", "Spain", "Poland", "United States", "Japan", "Brazil"];
    private static readonly string[] Sources = ["google", "facebook", "tiktok", "bing", "newsletter"];
    private static readonly string[] FirstNames = ["Anna", "Ben", "Chloé", "Dmytro", "Elena", "Finn", "Greta", "Hiro", "Inés", "João"];
    private static readonly string[] LastNames = ["Bauer", "Costa", "Dubois", "Evans", "Franko", "García", "Kowalski", "Sato"];
    private static readonly DateOnly FirstDay = new(2025, 1, 1);
    private static readonly string[] Percentiles = ["P25", "P50", "P75", "P95", "COUNT", "COUNT_DISTINCT"];

    public static readonly Table Orders = Stored(
        "orders",
        [
            new("date", "DATE", "Day of the order"),
            new("order_id", "INTEGER", "Order number") { IsPrimaryKey = true, IsRequired = true },
            new("customer_id", "INTEGER", "Who ordered"),
            new("country", "STRING", "Where it was sent to"),
            new("revenue", "FLOAT", "Gross revenue, EUR") { MoreFunctions = Percentiles },
            new("cost", "NUMERIC", "Cost of goods, EUR"),
            new("note", "STRING", "What the customer wrote"),
            new("is_paid", "BOOLEAN", "True once the money is there"),
            new("created_ts", "TIMESTAMP", "When the order came in") { Alias = "Created at" },
        ],
        Enumerable.Range(1, OrderCount).Select(Order));

    public static readonly Table Customers = Stored(
        "customers",
        [
            new("customer_id", "INTEGER", "Customer number") { IsPrimaryKey = true, IsRequired = true },
            new("name", "STRING", "Full name") { Alias = "Customer name" },
            new("email", "STRING", "E-mail address"),
            new("segment", "STRING", "New, returning or loyal"),
            new("signed_up", "DATE", "Day of registration"),
        ],
        Enumerable.Range(1, CustomerCount).Select(Customer));

    public static readonly Table AdSpend = Stored(
        "ad_spend",
        [
            new("date", "DATE", "Day"),
            new("source", "STRING", "Advertising platform"),
            new("campaign", "STRING", "Campaign name"),
            new("impressions", "INTEGER", "Times shown"),
            new("clicks", "INTEGER", "Times clicked"),
            new("spend", "NUMERIC", "Cost, EUR"),
        ],
        Enumerable.Range(0, 1_825).Select(Spend));

    public static IEnumerable<Table> All => [Orders, Customers, AdSpend];

    private static object?[] Order(int number)
    {
        var mixed = Mix(number);
        var revenue = 5 + (mixed % 49_500 / 100m);
        return
        [
            Day(number / 14),
            (long)number,
            (long)(1 + (mixed % CustomerCount)),
            Countries[mixed / 7 % Countries.Length],
            (double)revenue,
            Math.Round(revenue * 0.62m, 2).ToString(CultureInfo.InvariantCulture),
            number % 9 == 0 ? "Please ring twice, and leave it at the door" : number % 5 == 0 ? null : string.Empty,
            number % 23 == 0 ? null : mixed % 10 != 0,
            FirstDay.AddDays(number / 14).ToDateTime(new TimeOnly(mixed % 86_400 * TimeSpan.TicksPerSecond))
                .ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture),
        ];
    }

    private static object?[] Customer(int number)
    {
        var (first, last) = (FirstNames[number % FirstNames.Length], LastNames[number * 3 % LastNames.Length]);
        return
        [
            (long)number,
            $"{first} {last}",
            $"customer{number}@example.com",
            (Mix(number) % 3) switch { 0 => "new", 1 => "returning", _ => "loyal" },
            Day(Mix(number) % 360),
        ];
    }

    private static object?[] Spend(int index)
    {
        var mixed = Mix(index + 1);
        var source = Sources[index % Sources.Length];
        var clicks = 20 + (mixed % 900);
        return
        [
            Day(index / Sources.Length),
            source,
            $"{source}-{(index % 2 == 0 ? "brand" : "prospecting")}",
            (long)(clicks * (12 + (mixed % 30))),
            (long)clicks,
            (clicks * 0.37m).ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string Day(int offset) => FirstDay.AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Knuth's multiplicative hash: values that look random and are the same in every sandbox.
    private static int Mix(int number) => (int)(unchecked((uint)number * 2_654_435_761u) >> 8);

    private static Table Stored(string name, Column[] columns, IEnumerable<object?[]> rows) => new()
    {
        Name = name,
        Dataset = "shop",
        FullName = $"shop-analytics.sales.{name}",
        Columns = columns,
        Load = connection => connection.Fill(name, columns, rows),
    };
}
