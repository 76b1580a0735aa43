using System.Text.Json;
using System.Text.Json.Nodes;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>Compares the fields and types of two JSON documents. Null equals any value.</summary>
internal static class Shape
{
    // Their content depends on the resource, so they are compared only if both documents have the same ID.
    private static readonly HashSet<string> OwnShape = new(StringComparer.Ordinal)
    {
        "definition", "definitionRun", "additionalParams", "totals", "reportDefinition", "triggerConfig", "blendedFieldsConfig",
        "schema", "nativeFields", "credentials", "destinationConfig",
    };

    // The server omits them if they are empty.
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal) { "description", "connectorSourceName", "definitionType" };

    /// <summary>Lists the differences.</summary>
    /// <param name="recorded">The response of the server.</param>
    /// <param name="actual">The response of the sandbox.</param>
    /// <param name="same">Whether both responses contain the same resources.</param>
    public static IEnumerable<string> Differences(JsonNode? recorded, JsonNode? actual, bool same) => Compare(recorded, actual, "$", same);

    private static IEnumerable<string> Compare(JsonNode? recorded, JsonNode? actual, string path, bool same) => (recorded, actual) switch
    {
        (null, _) or (_, null) => [],
        (JsonObject left, JsonObject right) => Objects(left, right, path, same),
        (JsonArray left, JsonArray right) => Arrays(left, right, path, same),
        _ => Kind(recorded) == Kind(actual) ? [] : [$"{path}: {Kind(recorded)} recorded, {Kind(actual)} received"],
    };

    private static IEnumerable<string> Objects(JsonObject recorded, JsonObject actual, string path, bool same)
    {
        same &= recorded["id"]?.ToJsonString() == actual["id"]?.ToJsonString();
        var missing = recorded.Where(field => !actual.ContainsKey(field.Key) && (same || !Optional.Contains(field.Key))).Select(field => $"{path}.{field.Key}: missing");
        var added = actual.Where(field => !recorded.ContainsKey(field.Key) && (same || !Optional.Contains(field.Key))).Select(field => $"{path}.{field.Key}: added");
        var changed = recorded.Where(field => actual.ContainsKey(field.Key) && (same || !OwnShape.Contains(field.Key)))
            .SelectMany(field => Compare(field.Value, actual[field.Key], $"{path}.{field.Key}", same));
        return missing.Concat(added).Concat(changed);
    }

    private static IEnumerable<string> Arrays(JsonArray recorded, JsonArray actual, string path, bool same)
    {
        if (recorded.Count == 0 || actual.Count == 0)
        {
            return [];
        }

        var first = recorded[0];
        var match = (first as JsonObject)?["id"] is { } id
            ? actual.FirstOrDefault(item => item?["id"]?.ToJsonString() == id.ToJsonString()) ?? actual[0]
            : actual[0];
        return Compare(first, match, $"{path}[0]", same);
    }

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };
}
