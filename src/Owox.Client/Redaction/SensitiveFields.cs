using System.Text.Json;
using Owox.Text;

namespace Owox.Redaction;

/// <summary>Knows by its name which field of an answer authenticates, and masks it.</summary>
internal static class SensitiveFields
{
    private const string Mask = "***";

    private static readonly string[] Marks =
        ["secret", "password", "passphrase", "privatekey", "private_key", "accesstoken", "access_token", "refreshtoken", "refresh_token", "connectionstring"];

    private static readonly string[] WholeNames = ["token", "apikey", "api_key", "authorization", "cookie", "webhookurl"];

    public static bool IsSecret(string name) =>
        WholeNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Marks.Any(mark => name.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0);

    public static object? MaskedValue(string name, JsonElement element) => Masked(element, IsSecret(name));

    public static IReadOnlyDictionary<string, object?> MaskedObject(JsonElement element) => MaskedObject(element, isSecret: false);

    // What stands inside something secret is secret, whatever its own name.
    private static object? Masked(JsonElement element, bool isSecret) => element.ValueKind switch
    {
        JsonValueKind.Object => MaskedObject(element, isSecret),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Masked(item, isSecret)).ToArray(),
        JsonValueKind.String or JsonValueKind.Number when isSecret => Mask,
        _ => JsonElementConverter.Value(element),
    };

    private static Dictionary<string, object?> MaskedObject(JsonElement element, bool isSecret)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            values[property.Name] = Masked(property.Value, isSecret || IsSecret(property.Name));
        }

        return values;
    }
}
