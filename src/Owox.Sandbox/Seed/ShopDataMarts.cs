namespace Owox.Sandbox.Seed;

/// <summary>The data marts of the demo shop, and those that misbehave on purpose.</summary>
internal sealed class ShopDataMarts
{
    private const string CreatedAt = "2026-11-21T00:40:00.000Z";

    private static readonly StorageFailure Refusal = StorageFailure.Denied("shop-analytics:sales.denied");

    private readonly Member _admin;
    private readonly SeedContexts _contexts;
    private readonly Storage _storage;
    private readonly Table _events;

    public ShopDataMarts(Members members, SeedContexts contexts, IReadOnlyList<Storage> storages, Table events)
    {
        (_admin, _contexts, _events) = (members.Admin, contexts, events);
        _storage = storages.Single(storage => storage.Id == SeedIds.ShopStorage);
    }

    public IEnumerable<DataMart> Create() =>
    [
        Of(SeedIds.Orders, "Orders", "One row per order of the shop, with revenue and cost.", ShopTables.Orders, [_contexts.Sales]),
        Of(SeedIds.Customers, "Customers", "Everyone who ever ordered.", ShopTables.Customers, [_contexts.Sales]),
        Of(SeedIds.AdSpend, "Ad Spend", "Daily cost of each advertising platform.", ShopTables.AdSpend, [_contexts.Marketing]),
        Of(SeedIds.Events, "Events", "Raw events of the web site; long.", _events, [_contexts.Marketing]),
        Of(SeedIds.Empty, "Empty", "Published, without a single row.", RecordedTables.Empty),
        Of(SeedIds.AwkwardNames, "Awkward columns", "Column names that break naive code.", AwkwardTables.Names),
        Of(SeedIds.AwkwardValues, "Awkward values", "Values that break naive code.", AwkwardTables.Values),
        Of(SeedIds.Nested, "Nested columns", "Records, of which some are null.", NestedTable.Orders),
        Of(SeedIds.Truncated, "Truncated", "The warehouse fails after 5,000 of 12,000 rows.", RecordedTables.Broken, failsAfter: 5000),
        Of(SeedIds.Denied, "Denied", "The warehouse refuses to read it.", RecordedTables.Denied, failure: Refusal),
        Of(SeedIds.Wide, "Wide", "200 columns.", BenchTables.Wide),
        Of(SeedIds.LongText, "Long text", "16 KB of text in each row.", BenchTables.LongText),
        Draft(),
        Connector(SeedIds.Connector, "Exchange rates", "Daily rates, imported by a connector that works.", sourceIsDown: false),
        Connector(SeedIds.FailingConnector, "Exchange rates (source is down)", "Its source never answers.", sourceIsDown: true),
    ];

    /// <summary>Drafts that only fill lists.</summary>
    public IEnumerable<DataMart> Generate(int count) => Enumerable.Range(1, count).Select(number => new DataMart
    {
        Id = $"00000000-0000-4000-8001-{number:D12}",
        Title = $"Generated {number:D5}",
        Storage = _storage,
        IsPublished = false,
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = "2026-11-19T12:00:00.000Z",
        ModifiedAt = "2026-11-19T12:00:00.000Z",
    });

    private DataMart Of(
        string id,
        string title,
        string description,
        Table table,
        ProjectContext[]? contexts = null,
        StorageFailure? failure = null,
        int? failsAfter = null)
    {
        return new DataMart
        {
            Id = id,
            Title = title,
            Storage = _storage,
            Description = description,
            DefinitionType = "TABLE",
            Definition = Definitions.Table(table.FullName),
            Table = table,
            Failure = failure,
            FailsAfter = failsAfter,
            Contexts = contexts ?? [],
            TechnicalOwners = [_admin],
            CreatedBy = _admin,
            CreatedAt = CreatedAt,
            ModifiedAt = CreatedAt,
        };
    }

    private DataMart Draft() => new()
    {
        Id = SeedIds.Draft,
        Title = "Returns (draft)",
        Storage = _storage,
        Description = "Not published yet.",
        IsPublished = false,
        DefinitionType = "TABLE",
        Definition = Definitions.Table("shop-analytics.sales.returns"),
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = CreatedAt,
        ModifiedAt = CreatedAt,
    };

    private DataMart Connector(string id, string title, string description, bool sourceIsDown) => new()
    {
        Id = id,
        Title = title,
        Storage = _storage,
        Description = description,
        DefinitionType = "CONNECTOR",
        Definition = Definitions.Connector("OpenExchangeRates", "rates", ["date", "base", "rate"], "shop-analytics.finance.rates"),
        Table = RecordedTables.ExchangeRates,
        Failure = StorageFailure.Missing("shop-analytics:finance.rates"),
        SourceIsDown = sourceIsDown,
        TechnicalOwners = [_admin],
        CreatedBy = _admin,
        CreatedAt = CreatedAt,
        ModifiedAt = CreatedAt,
    };
}
