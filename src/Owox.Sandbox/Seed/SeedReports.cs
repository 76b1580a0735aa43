namespace Owox.Sandbox.Seed;

/// <summary>The recorded reports, each with the statement that the server wrote for the warehouse.</summary>
internal static class SeedReports
{
    public const string RevenueByCountry = "31f18df8-ddb3-537b-a999-51d060ae3755";

    private const string AggregatedSql = """
        SELECT
          `country`,
          DATE_TRUNC(`order_date`, MONTH) AS `order_date`,
          SUM(`revenue`) AS `revenue | SUM`,
          COUNT(*) AS `Row Count`
        FROM owox-local.owox_internal_us.view_a1ae8a66_37ce_495f_8a1d_3d2022e2e8c1 AS src
        WHERE src.`revenue` > 5
        GROUP BY
          `country`,
          DATE_TRUNC(`order_date`, MONTH)
        ORDER BY
          `country` ASC
        LIMIT 100
        """;

    private const string JoinedSql = """
        WITH
          -- Orders
          -- http://127.0.0.1/ui/0/data-marts/a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1/data-setup
          main AS (
            SELECT
              country,
              order_id
            FROM owox-local.owox_internal_us.view_a1ae8a66_37ce_495f_8a1d_3d2022e2e8c1
          ),

          -- Countries
          -- http://127.0.0.1/ui/0/data-marts/db204013-d4d3-4876-a671-fe602cc71750/data-setup
          countries_raw AS (
            SELECT
              country,
              orders_total
            FROM owox-local.owox_internal_us.view_db204013_d4d3_4876_a671_fe602cc71750
          ),

          countries AS (
            SELECT
              country,
              SUM(orders_total) AS countries__orders_total
            FROM countries_raw
            GROUP BY country
          )

        SELECT
          main.order_id,
          main.country,
          countries.countries__orders_total
        FROM main
        LEFT JOIN countries ON main.country = countries.country
        """;

    private const string EventsSql = """
        SELECT
          `date`,
          `country`,
          `revenue`
        FROM owox-local.owox_internal_us.view_6680e4bc_510b_408d_a629_ff455a9d52f4 AS src
        WHERE src.`country` IN ('Ukraine', 'España')
        LIMIT 50
        """;

    private const string PlainSql =
        "SELECT `id` AS `order_id`, `date` AS `order_date`, `country`, `revenue`, `cost`, `ok` AS `is_paid`, `ts` AS `created_ts` "
        + "FROM `owox-local`.`demo`.`small`";

    public static IReadOnlyList<Report> Create(IReadOnlyList<DataMart> marts, IReadOnlyList<Destination> destinations, Member owner)
    {
        var orders = marts.Single(mart => mart.Id == SeedIds.RecordedOrders);
        var events = marts.Single(mart => mart.Id == SeedIds.RecordedEvents);
        return
        [
            Events(events, To(SeedDestinations.Executive), owner),
            Joined(orders, To(SeedDestinations.Finance), owner),
            Plain(orders, To(SeedDestinations.Sales), owner),
            Aggregated(orders, To(SeedDestinations.Executive), owner),
            Broken(events, To(SeedDestinations.Finance), owner),
            Whole("3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316", "Shop orders", SeedIds.Orders),
            Whole("3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b317", "Refused by the warehouse", SeedIds.Denied),
            Whole("3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b318", "Of a draft", SeedIds.Draft),
        ];

        // All columns and rows of a data mart.
        Report Whole(string id, string title, string dataMartId) => new()
        {
            Id = id,
            Title = title,
            DataMart = marts.Single(mart => mart.Id == dataMartId),
            Destination = To(SeedDestinations.Executive),
            Owner = owner,
            GeneratedSql = string.Empty,
            CreatedAt = "2026-11-19T12:00:00.000Z",
        };

        Destination To(string id) => destinations.Single(destination => destination.Id == id);
    }

    private static Report Events(DataMart mart, Destination destination, Member owner) => new()
    {
        Id = "c294ff2d-7664-59cf-9716-8f0b2060a379",
        Title = "Events of Ukraine and Spain",
        DataMart = mart,
        Destination = destination,
        Owner = owner,
        Columns = ["date", "country", "revenue"],
        Filter = Rules("""[{"column":"country","operator":"in","value":["Ukraine","España"]}]"""),
        Limit = 50,
        GeneratedSql = EventsSql,
        CreatedAt = "2026-11-21T00:20:48.000Z",
    };

    private static Report Joined(DataMart mart, Destination destination, Member owner) => new()
    {
        Id = "7f937f78-4e3c-5c92-b2ec-183b083a59c6",
        Title = "Orders with country totals",
        DataMart = mart,
        Destination = destination,
        Owner = owner,
        Columns = ["order_id", "country", "countries__orders_total"],
        GeneratedSql = JoinedSql,
        CreatedAt = "2026-11-21T00:20:48.000Z",
    };

    private static Report Plain(DataMart mart, Destination destination, Member owner) => new()
    {
        Id = "cb0b56ce-91b9-51f3-93a6-5ad01d359ace",
        Title = "All orders",
        DataMart = mart,
        Destination = destination,
        Owner = owner,
        GeneratedSql = PlainSql,
        CreatedAt = "2026-11-21T00:20:47.000Z",
    };

    private static Report Aggregated(DataMart mart, Destination destination, Member owner) => new()
    {
        Id = RevenueByCountry,
        Title = "Revenue by country",
        DataMart = mart,
        Destination = destination,
        Owner = owner,
        Columns = ["country", "order_date", "revenue"],
        Filter = Rules("""[{"column":"revenue","operator":"gt","value":5}]"""),
        Sort = Rules("""[{"column":"country","direction":"asc"}]"""),
        Aggregation = Rules("""[{"column":"revenue","function":"SUM"}]"""),
        DateTrunc = Rules("""[{"column":"order_date","unit":"MONTH"}]"""),
        Limit = 100,
        GeneratedSql = AggregatedSql,
        CreatedAt = "2026-11-21T00:19:54.000Z",
    };

    // Its data mart has lost the column that it was saved with.
    private static Report Broken(DataMart mart, Destination destination, Member owner) => new()
    {
        Id = "1839e8f3-8bfe-5574-a640-a556d8cfb010",
        Title = "Disconnected",
        DataMart = mart,
        Destination = destination,
        Owner = owner,
        Columns = ["date", "nope"],
        GeneratedSql = string.Empty,
        CreatedAt = "2026-11-21T00:19:50.000Z",
    };

    private static JsonArray Rules(string json) => JsonNode.Parse(json)!.AsArray();
}
