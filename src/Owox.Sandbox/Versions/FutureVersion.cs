using System.Text.RegularExpressions;

namespace Owox.Sandbox.Versions;

/// <summary>Adds the changes of a future server: a route, an item in each list, fields, and numbers that exceed 32 bits.</summary>
internal static partial class FutureVersion
{
    public const string NewRoute = "/api/added-later";

    private const long Growth = 5_000_000_000;

    // Clients calculate with these numbers, so other numbers would change the meaning of the response.
    private static readonly HashSet<string> FixedNumbers = new(StringComparer.Ordinal) { "nextOffset", "accessTokenExpiresIn", "rowCount", "statusCode" };

    // An additional item gets another value of one of these fields. Rules and other items without them are not added.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "id", "name", "apiKeyId", "entityId", "publicationId", "userId" };

    public static JsonNode NewResponse => JsonNode.Parse("""{"items": [{"id": "added-later"}], "nextOffset": null}""")!;

    public static JsonNode? Change(JsonNode? response)
    {
        var lists = response is JsonArray list ? [list] : (response as JsonObject)?.Select(static field => field.Value).OfType<JsonArray>() ?? [];
        foreach (var items in lists)
        {
            if (items.LastOrDefault() is JsonObject last && last.Any(static field => Names.Contains(field.Key)))
            {
                items.Add(NewItem(last));
            }
        }

        return Grow(response, "");
    }

    // One more item, with unknown values of its enumerations.
    private static JsonObject NewItem(JsonObject item) => new(item.Select(static field => KeyValuePair.Create(field.Key, field.Value switch
    {
        _ when Names.Contains(field.Key) => "added-later-" + field.Value,
        JsonValue value when value.TryGetValue<string>(out var text) && EnumPattern().IsMatch(text) => "ADDED_LATER",
        var value => value?.DeepClone(),
    })));

    private static JsonNode? Grow(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject fields:
                return new JsonObject(fields.Select(static field => KeyValuePair.Create(field.Key, Grow(field.Value, field.Key))))
                {
                    ["addedLater"] = JsonNode.Parse("""{"deep": [1, {"empty": null}]}"""),
                    ["addedKind"] = "ADDED_LATER",
                };
            case JsonArray items:
                return items.Select(static item => item is JsonValue ? item.DeepClone() : Grow(item, "")).ToJsonArray();
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number && !FixedNumbers.Contains(name)
                && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number):
                return number + Growth;
            default:
                return node?.DeepClone();
        }
    }

    [GeneratedRegex("^[A-Z][A-Z_]+$", RegexOptions.None, 1000)]
    private static partial Regex EnumPattern();
}
