using System.Text.RegularExpressions;

namespace Owox.Sandbox.Versions;

/// <summary>What a server to come has more of.</summary>
internal static partial class FutureVersion
{
    public const string NewRoute = "/api/added-later";

    private const long Growth = 5_000_000_000;

    // These are counted with, compared or waited for: another number would be another answer.
    private static readonly HashSet<string> Meant = new(StringComparer.Ordinal) { "nextOffset", "accessTokenExpiresIn", "rowCount", "statusCode" };

    public static JsonNode NewAnswer => new JsonObject { ["items"] = new JsonArray(new JsonObject { ["id"] = "added-later" }), ["nextOffset"] = null };

    public static JsonNode? Of(JsonNode? answer)
    {
        foreach (var list in Lists(answer))
        {
            if (list.LastOrDefault() is JsonObject last)
            {
                list.Add(Unknown(last));
            }
        }

        Grow(answer);
        return answer;
    }

    private static IEnumerable<JsonArray> Lists(JsonNode? answer) => answer switch
    {
        JsonArray list => [list],
        JsonObject fields => [.. fields.Select(static field => field.Value).OfType<JsonArray>()],
        _ => [],
    };

    // One more thing, of kinds that no one has heard of.
    private static JsonObject Unknown(JsonObject like)
    {
        var thing = (JsonObject)like.DeepClone();
        foreach (var (name, value) in like)
        {
            if (name == "id")
            {
                thing[name] = "added-later-" + value;
            }
            else if (value?.GetValueKind() == JsonValueKind.String && EnumValue().IsMatch(value.GetValue<string>()))
            {
                thing[name] = "ADDED_LATER";
            }
        }

        return thing;
    }

    private static void Grow(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToArray())
                {
                    if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && !Meant.Contains(name)
                        && long.TryParse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out var whole))
                    {
                        fields[name] = whole + Growth;
                    }

                    Grow(value);
                }

                fields["addedLater"] = new JsonObject { ["deep"] = new JsonArray(1, new JsonObject { ["empty"] = null }) };
                fields["addedKind"] = "ADDED_LATER";
                break;
            case JsonArray items:
                items.ToList().ForEach(Grow);
                break;
        }
    }

    [GeneratedRegex("^[A-Z][A-Z_]+$", RegexOptions.None, 1000)]
    private static partial Regex EnumValue();
}
