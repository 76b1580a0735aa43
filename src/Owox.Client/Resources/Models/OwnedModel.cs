using System.Security;
using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>A storage or a destination: set up by one member, used by others.</summary>
public abstract class OwnedModel : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    /// <summary>For example <c>GOOGLE_BIGQUERY</c> of a storage, <c>LOOKER_STUDIO</c> of a destination; servers add types.</summary>
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

/// <summary>A storage: the warehouse that data marts read from.</summary>
public sealed class Storage : OwnedModel
{
    /// <summary>How many published data marts read from it; lists alone tell.</summary>
    public long? PublishedDataMartsCount { get; init; }

    /// <summary>How many drafts read from it; lists alone tell.</summary>
    public long? DraftDataMartsCount { get; init; }
}

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
