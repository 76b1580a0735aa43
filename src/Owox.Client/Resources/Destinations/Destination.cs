using System.Security;
using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Text;

namespace Owox;

/// <summary>A destination: where reports deliver to.</summary>
public sealed class Destination : OwnedModel
{
    /// <summary>What the server tells of its credentials; what authenticates is masked.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? Credentials =>
        RawCredentials is { ValueKind: JsonValueKind.Object } raw ? SensitiveFields.MaskedObject(raw) : null;

    [JsonInclude]
    [JsonPropertyName("credentials")]
    internal JsonElement? RawCredentials { get; init; }

    /// <summary>
    /// The key that the destination's own service signs in with; null where it has none. A method, as whatever copies or
    /// writes all properties of an object would take the secret along.
    /// </summary>
    public SecureString? GetSecretKey() =>
        RawCredentials is { ValueKind: JsonValueKind.Object } raw
        && raw.TryGetProperty("destinationSecretKey", out var key)
        && key.ValueKind == JsonValueKind.String
        && JsonElementConverter.Text(key) is { } text
            ? SecureStringExtensions.ToSecureString(text)
            : null;
}
