namespace Owox.Sandbox.Seed;

/// <summary>The data marts of the server that the samples were recorded from, with their ids.</summary>
internal sealed class RecordedDataMarts
{
    private const string OrdersQuery =
        "SELECT `id` AS `order_id`, `date` AS `order_date`, `country`, `revenue`, `cost`, `ok` AS `is_paid`, `ts` AS `created_ts` "
        + "FROM `owox-local`.`demo`.`small`";

    private const string CountriesQuery =
        "SELECT `country`, COUNT(*) AS `orders_total`, SUM(`revenue`) AS `lifetime_revenue` "
        + "FROM `owox-local`.`demo`.`small` GROUP BY `country`";

    private const string OrdersBlending = """
        {
          "sources": [
            {
              "path": "countries",
              "alias": "Countries",
              "fields": { "lifetime_revenue": { "alias": "Country revenue", "aggregateFunction": "SUM" } }
            }
          ]
        }
        """;

    private readonly Member _admin;
    private readonly Member _viewer;
    private readonly SeedContexts _contexts;
    private readonly Storage _warehouse;
    private readonly Storage _demo;
    private readonly Storage _snowflake;

    public RecordedDataMarts(Members members, SeedContexts contexts, IReadOnlyList<Storage> storages)
    {
        (_admin, _viewer, _contexts) = (members.Admin, members.Viewer, contexts);
        _warehouse = storages.Single(storage => storage.Id == SeedIds.RecordedStorage);
        _demo = storages.Single(storage => storage.Id == SeedIds.RecordedDemoStorage);
        _snowflake = storages.Single(storage => storage.Id == SeedIds.SnowflakeStorage);
    }

    public IEnumerable<DataMart> Create() =>
    [
        Connector(), Campaigns(), Ledger(), Events(), Orders(), Countries(),
        Demo(SeedIds.RecordedDenied, "Demo denied (warehouse refuses)", "2026-11-21T00:00:03.000Z", RecordedTables.Denied, denied: true),
        DemoSql(),
        DemoDraft(),
        Demo(SeedIds.RecordedEmpty, "Demo empty", "2026-11-20T23:58:03.000Z", RecordedTables.Empty),
        Demo(SeedIds.RecordedBroken, "Demo broken at row 5000", "2026-11-20T23:58:02.000Z", RecordedTables.Broken, failsAfter: 5000),
        Demo(SeedIds.RecordedLarge, "Demo large (200000 rows)", "2026-11-20T23:58:02.000Z", RecordedTables.Large),
        Demo(SeedIds.RecordedSmall, "Demo small (10 rows)", "2026-11-20T23:58:01.000Z", RecordedTables.Small),
    ];

    private DataMart Connector() => new()
    {
        Id = SeedIds.RecordedConnector,
        Title = "Bank of Canada FX rates",
        Storage = _warehouse,
        Description = "Daily exchange rates, imported by the Bank of Canada connector.",
        DefinitionType = "CONNECTOR",
        Definition = Definitions.Connector(
            "BankOfCanada", "observations/group", ["date", "label", "rate"], RecordedTables.ExchangeRates.FullName),
        Table = RecordedTables.ExchangeRates,
        Failure = StorageFailure.Missing("owox-local:demo.bank_of_canada_exchange_rates"),
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = "2026-11-21T00:20:48.000Z",
        ModifiedAt = "2026-11-21T00:20:48.000Z",
    };

    private DataMart Campaigns() => new()
    {
        Id = SeedIds.RecordedCampaigns,
        Title = "Campaign Costs (draft)",
        Storage = _warehouse,
        Description = "Draft: cost import, waiting for definition.",
        IsPublished = false,
        DefinitionType = "SQL",
        Definition = Definitions.Sql("SELECT * FROM `owox-local`.`demo`.`campaigns`"),
        TechnicalOwners = [],
        Contexts = [_contexts.Marketing],
        CreatedBy = _admin,
        CreatedAt = "2026-11-21T00:19:27.000Z",
        ModifiedAt = "2026-11-21T00:19:27.000Z",
    };

    private DataMart Ledger() => new()
    {
        Id = SeedIds.RecordedLedger,
        Title = "Finance Ledger",
        Storage = _snowflake,
        Description = "Snowflake draft without credentials.",
        IsPublished = false,
        TechnicalOwners = [_admin],
        Contexts = [_contexts.Finance],
        CreatedBy = _admin,
        CreatedAt = "2026-11-21T00:19:27.000Z",
        ModifiedAt = "2026-11-21T00:19:27.000Z",
    };

    private DataMart Events() => new()
    {
        Id = SeedIds.RecordedEvents,
        Title = "Web Events",
        Storage = _warehouse,
        Description = "Raw event table, refreshed hourly.",
        DefinitionType = "TABLE",
        Definition = Definitions.Table(RecordedTables.Large.FullName),
        Table = RecordedTables.Large,
        TechnicalOwners = [_admin],
        Contexts = [_contexts.Marketing],
        CreatedBy = _admin,
        CreatedAt = "2026-11-21T00:19:26.000Z",
        ModifiedAt = "2026-11-21T00:19:54.000Z",
    };

    // "Orders" in the recording; that title belongs to the shop's orders here.
    private DataMart Orders() => new()
    {
        Id = SeedIds.RecordedOrders,
        Title = "Recorded orders",
        Storage = _warehouse,
        Description = "One row per order: date, country, revenue, cost and payment state. Source of truth for revenue reporting.",
        DefinitionType = "SQL",
        Definition = Definitions.Sql(OrdersQuery),
        Table = RecordedTables.Orders,
        BusinessOwners = [_viewer],
        TechnicalOwners = [_admin],
        Contexts = [_contexts.Sales, _contexts.Finance],
        CreatedBy = _admin,
        CreatedAt = "2026-11-21T00:19:26.000Z",
        ModifiedAt = "2026-11-21T00:20:48.000Z",
        BlendedFields = JsonNode.Parse(OrdersBlending),
    };

    private DataMart Countries() => new()
    {
        Id = SeedIds.RecordedCountries,
        Title = "Countries",
        Storage = _warehouse,
        Description = "Country dimension with lifetime totals.",
        DefinitionType = "SQL",
        Definition = Definitions.Sql(CountriesQuery),
        Table = RecordedTables.Countries,
        IsShared = false,
        BusinessOwners = [_admin],
        TechnicalOwners = [_admin],
        Contexts = [_contexts.Finance],
        CreatedBy = _admin,
        CreatedAt = "2026-11-21T00:19:26.000Z",
        ModifiedAt = "2026-11-21T00:19:54.000Z",
    };

    private DataMart DemoSql() => new()
    {
        Id = SeedIds.RecordedSql,
        Title = "Demo SQL",
        Storage = _demo,
        DefinitionType = "SQL",
        Definition = Definitions.Sql("SELECT `date`, `country`, `revenue` FROM `owox-local`.`demo`.`small`"),
        Table = RecordedTables.Totals,
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = "2026-11-20T23:58:04.000Z",
        ModifiedAt = "2026-11-21T00:05:37.000Z",
    };

    private DataMart DemoDraft() => new()
    {
        Id = SeedIds.RecordedDraft,
        Title = "Demo draft (not published)",
        Storage = _demo,
        IsPublished = false,
        DefinitionType = "TABLE",
        Definition = Definitions.Table(RecordedTables.Small.FullName),
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = "2026-11-20T23:58:03.000Z",
        ModifiedAt = "2026-11-20T23:58:06.000Z",
    };

    private DataMart Demo(string id, string title, string createdAt, Table table, bool denied = false, int? failsAfter = null) => new()
    {
        Id = id,
        Title = title,
        Storage = _demo,
        DefinitionType = "TABLE",
        Definition = Definitions.Table(table.FullName),
        Table = table,
        Failure = denied ? StorageFailure.Denied("owox-local:demo.denied") : null,
        FailsAfter = failsAfter,
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = createdAt,
        ModifiedAt = createdAt,
    };
}
