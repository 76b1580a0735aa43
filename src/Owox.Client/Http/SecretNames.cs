using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Owox.Http;

/// <summary>Knows by its name which field of an answer authenticates, and masks it.</summary>
internal static class SecretNames
{
    private const string Mask = "***";

    private static readonly string[] Marks =
        ["secret", "password", "passphrase", "privatekey", "private_key", "accesstoken", "access_token", "refreshtoken", "refresh_token"];

    public static bool IsSecret(string name) =>
        Marks.Any(mark => name.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0);

    public static object? MaskedValue(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => MaskedObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(item => MaskedValue(name, item)).ToArray(),
        JsonValueKind.String when IsSecret(name) => Mask,
        _ => PlainJson.Value(element),
    };

    public static IReadOnlyDictionary<string, object?> MaskedObject(JsonElement element) =>
        element.EnumerateObject().ToDictionary(
            static p => p.Name, static p => MaskedValue(p.Name, p.Value), StringComparer.Ordinal);
}
