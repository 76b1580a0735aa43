namespace Owox.Sandbox.Seed;

internal static class SeedCatalog
{
    public static IEnumerable<Table> Tables(Table events) =>
        [.. RecordedTables.All, .. ShopTables.All, .. AwkwardTables.All, NestedTable.Orders, events, BenchTables.Wide, BenchTables.LongText];

    public static Catalog Create(Members members, Table events, SandboxOptions options)
    {
        var contexts = new SeedContexts(members.Admin);
        var storages = SeedStorages.Create(members.Admin);
        var destinations = SeedDestinations.Create(members.Admin);
        var shop = new ShopDataMarts(members, contexts, storages, events);
        DataMart[] marts = [.. new RecordedDataMarts(members, contexts, storages).Create(), .. shop.Create(), .. shop.Generate(options.DataMarts)];
        return new Catalog([.. marts.Where(mart => !options.OmitBulk || mart.Id is not (SeedIds.Wide or SeedIds.LongText or SeedIds.RecordedLarge))])
        {
            Storages = storages,
            Destinations = destinations,
            Contexts = contexts.All,
            Relationships = Relationships(marts, members.Admin),
            Reports = SeedReports.Create(marts, destinations, members.Admin),
        };
    }

    private static Relationship[] Relationships(DataMart[] marts, Member creator)
    {
        var orders = marts.Single(mart => mart.Id == SeedIds.RecordedOrders);
        return
        [
            new Relationship
            {
                Id = "506b8e72-cc8e-4571-926f-dbe79f00abf1",
                Source = orders,
                Target = marts.Single(mart => mart.Id == SeedIds.RecordedCountries),
                Alias = "countries",
                Title = "Countries",
                Join = ("country", "country"),
                CreatedBy = creator,
            },
            new Relationship
            {
                Id = "315316e5-5bbd-44d0-be5a-ee8a07f46080",
                Source = orders,
                Target = marts.Single(mart => mart.Id == SeedIds.RecordedEvents),
                Alias = "events",
                Title = "Web Events",
                CreatedBy = creator,
            },
            new Relationship
            {
                Id = "9d2c4b6a-8e1f-4037-a5d9-c8b7a6f5e415",
                Source = marts.Single(mart => mart.Id == SeedIds.Orders),
                Target = marts.Single(mart => mart.Id == SeedIds.Customers),
                Alias = "customers",
                Title = "Customers",
                Join = ("customer_id", "customer_id"),
                CreatedBy = creator,
            },
        ];
    }
}
