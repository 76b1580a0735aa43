namespace Owox.Sandbox.Seed;

internal static class SeedStorages
{
    public static IReadOnlyList<Storage> Create(Member owner) =>
    [
        Working(SeedIds.RecordedDemoStorage, "Local fake BigQuery", "owox-local", "2026-11-20T23:57:46.000Z", owner),
        Working(SeedIds.RecordedStorage, "Analytics Warehouse", "owox-local", "2026-11-21T00:19:02.000Z", owner),
        Draft("0c7ea2fe-0e97-42e3-8f74-21da3fb00644", "AWS Redshift", "AWS_REDSHIFT", owner),
        Draft("3a684bf9-7cdb-4978-b1e2-998e239b35b8", "AWS Athena", "AWS_ATHENA", owner),
        Draft(SeedIds.SnowflakeStorage, "Snowflake", "SNOWFLAKE", owner),
        Draft("e17b47eb-b403-49b6-9f7b-8aac869e77c1", "Databricks", "DATABRICKS", owner),
        Working(SeedIds.ShopStorage, "Shop Warehouse", "shop-analytics", "2026-11-21T00:40:00.000Z", owner),
    ];

    private static Storage Working(string id, string title, string project, string createdAt, Member owner) => new()
    {
        Id = id,
        Title = title,
        Type = "GOOGLE_BIGQUERY",
        WarehouseProject = project,
        CreatedAt = createdAt,
        ModifiedAt = createdAt,
        CredentialId = Secret.NewId(),
        Owner = owner,
    };

    private static Storage Draft(string id, string title, string type, Member owner) => new()
    {
        Id = id,
        Title = title,
        Type = type,
        CreatedAt = "2026-11-21T00:19:03.000Z",
        ModifiedAt = "2026-11-21T00:19:03.000Z",
        Owner = owner,
    };
}
