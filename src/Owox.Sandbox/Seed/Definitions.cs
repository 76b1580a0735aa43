namespace Owox.Sandbox.Seed;

/// <summary>Data mart definitions as the API shows them.</summary>
internal static class Definitions
{
    public static JsonObject Table(string fullName) => new() { ["fullyQualifiedName"] = fullName };

    public static JsonObject Sql(string query) => new() { ["sqlQuery"] = query };

    public static JsonObject Connector(string source, string node, string[] fields, string table) => new()
    {
        ["connector"] = new JsonObject
        {
            ["source"] = new JsonObject
            {
                ["name"] = source,
                ["configuration"] = new JsonArray(new JsonObject
                {
                    ["ReimportLookbackWindow"] = 2,
                    ["Fields"] = string.Join(',', fields),
                    ["_id"] = "dac4b915-fae1-4610-9dab-0b6c8d33b000",
                }),
                ["node"] = node,
                ["fields"] = new JsonArray([.. System.Array.ConvertAll(fields, field => (JsonNode)field)]),
            },
            ["storage"] = new JsonObject { ["fullyQualifiedName"] = table },
        },
    };
}
