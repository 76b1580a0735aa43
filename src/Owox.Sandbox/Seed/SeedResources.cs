namespace Owox.Sandbox.Seed;

/// <summary>Fills the store with the recorded resources in resources.json and with the resources of the sandbox.</summary>
internal static class SeedResources
{
    public const string ShopStorage = "5b0f8c1e-6a3d-4f0e-9c57-2d1f7a8e4b10";

    /// <summary>Fills the store, and returns the IDs of the data marts that the sandbox reports when it starts.</summary>
    public static IReadOnlyDictionary<string, string> Fill(ResourceStore store, SandboxOptions options)
    {
        var seed = SeedFiles.Read("resources");
        seed["runs"] = SeedFiles.Read("runs");
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in ResourceTable.All)
        {
            foreach (var document in (seed[resource.Name] as JsonArray ?? []).Select(node => node!.AsObject()))
            {
                if ((string?)document["name"] is { } name && resource == ResourceTable.DataMarts)
                {
                    named.Add(name, (string)document["id"]!);
                }

                if ((!options.OmitBulk || (bool?)document["isBulk"] != true) && (options.Is035 || (bool?)document["is035"] != true))
                {
                    store.Add(resource, document);
                }
            }
        }

        for (var number = 1; number <= options.DataMarts; number++)
        {
            AddDataMart(store, $"00000000-0000-4000-8001-{number:D12}", $"Generated {number:D5}", "2026-11-19T12:00:00.000Z");
        }

        return named;
    }

    public static JsonObject AddDataMart(ResourceStore store, string id, string title, string createdAt) => store.Add(ResourceTable.DataMarts, new JsonObject
    {
        ["id"] = id,
        ["title"] = title,
        ["storageId"] = ShopStorage,
        ["technicalOwnerIds"] = new JsonArray(Members.AdminId),
        ["createdAt"] = createdAt,
        ["modifiedAt"] = createdAt,
    });
}
