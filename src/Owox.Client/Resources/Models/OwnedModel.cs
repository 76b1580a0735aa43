using System.Security;
using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>A storage or a destination. One member creates it, and others use it.</summary>
public abstract class OwnedModel : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    /// <summary>For example <c>GOOGLE_BIGQUERY</c> for a storage, <c>LOOKER_STUDIO</c> for a destination; newer servers may add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Required.NotNull(value); } = "";

    public Member? CreatedByUser { get; init; }

    public Member[] OwnerUsers { get; init => field = value ?? []; } = [];

    public ContextReference[] Contexts { get; init => field = value ?? []; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public bool? AvailableForUse { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    public override string ToString() => Title;
}

/// <summary>A storage: the warehouse with the data of data marts.</summary>
public sealed class Storage : OwnedModel
{
    /// <summary>The number of published data marts in the storage; only in lists.</summary>
    public long? PublishedDataMartsCount { get; init; }

    /// <summary>The number of draft data marts in the storage; only in lists.</summary>
    public long? DraftDataMartsCount { get; init; }
}

/// <summary>A destination to which reports are delivered.</summary>
public sealed class Destination : OwnedModel
{
    /// <summary>The properties of its credentials. Secret values are redacted.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? Credentials =>
        RawCredentials is { ValueKind: JsonValueKind.Object } raw ? SensitiveFields.MaskedObject(raw) : null;

    [JsonInclude]
    [JsonPropertyName("credentials")]
    internal JsonElement? RawCredentials { get; init; }

    /// <summary>
    /// Returns the key that the destination's service signs in with, or null if it has none. This is a method and not a property, because code
    /// that copies or writes all properties of an object would include the secret.
    /// </summary>
    public SecureString? GetSecretKey() =>
        RawCredentials is { ValueKind: JsonValueKind.Object } raw
        && raw.TryGetProperty("destinationSecretKey", out var key)
        && key.ValueKind == JsonValueKind.String
        && JsonElementConverter.Text(key) is { } text
            ? SecureStringExtensions.ToSecureString(text)
            : null;
}
