namespace Owox.Sandbox.Seed;

internal static class SeedDestinations
{
    public const string Executive = "a9d082d9-5bb1-4800-8e93-7000023be345";
    public const string Finance = "cf563dbb-bc49-4ce7-8fd0-048d8b7be2ee";
    public const string Sales = "e8443d06-7b15-4145-a836-33ca19fde874";

    public static IReadOnlyList<Destination> Create(Member owner) =>
    [
        Create("c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86", "Local Looker destination", "LOOKER_STUDIO", "2026-11-21T00:01:48.000Z", owner),
        Create(Executive, "Executive Looker Studio", "LOOKER_STUDIO", "2026-11-21T00:19:03.000Z", owner),
        Create("e8bb0b36-4bff-4168-815d-e05b55220c96", "Marketing Google Sheets", "GOOGLE_SHEETS", "2026-11-21T00:19:03.000Z", owner),
        Create(Finance, "Finance Looker Studio", "LOOKER_STUDIO", "2026-11-21T00:20:47.000Z", owner),
        Create(Sales, "Sales Looker Studio", "LOOKER_STUDIO", "2026-11-21T00:20:47.000Z", owner),
    ];

    private static Destination Create(string id, string title, string type, string createdAt, Member owner) => new()
    {
        Id = id,
        Title = title,
        Type = type,
        CreatedAt = createdAt,
        CredentialId = Secret.NewId(),
        Owner = owner,
    };
}
