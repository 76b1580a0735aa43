namespace Owox.Sandbox.Http;

internal static class JsonLists
{
    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray ToJsonArray(this IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)item)]);
}
