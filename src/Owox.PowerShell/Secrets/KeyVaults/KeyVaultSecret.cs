using System.Text.Json;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>The newest version of a secret in a key vault.</summary>
/// <param name="Value">The value, which is a known secret.</param>
/// <param name="Version">The ID of the version.</param>
/// <param name="ContentType">The content type, or null if there is none.</param>
/// <param name="Tags">The tags.</param>
/// <param name="ExpiresAt">The expiry date in the vault, which is independent of that of the key, or null if there is none.</param>
internal sealed record KeyVaultSecret(string Value, string Version, string? ContentType, IReadOnlyDictionary<string, string> Tags, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads the response of the vault, or null if it is not a secret.</summary>
    public static KeyVaultSecret? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.GetProperty("value").GetString() is not { } value || root.GetProperty("id").GetString() is not { } id)
            {
                return null;
            }

            KnownSecrets.Add(value);
            return new KeyVaultSecret(
                value,
                id.Substring(id.LastIndexOf('/') + 1),
                root.TryGetProperty("contentType", out var type) ? type.GetString() : null,
                ReadTags(root),
                root.TryGetProperty("attributes", out var attributes) && attributes.TryGetProperty("exp", out var end) && end.TryGetInt64(out var seconds)
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Reads the tags of a secret or of an item of a list.</summary>
    public static IReadOnlyDictionary<string, string> ReadTags(JsonElement secret)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (secret.TryGetProperty("tags", out var all) && all.ValueKind == JsonValueKind.Object)
        {
            foreach (var tag in all.EnumerateObject())
            {
                tags[tag.Name] = tag.Value.ToString();
            }
        }

        return tags;
    }

    /// <summary>Contains no value.</summary>
    public override string ToString() => nameof(KeyVaultSecret);
}
