using System;
using System.Collections.Generic;
using System.Security;
using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Http;

namespace Owox;

/// <summary>A destination: where reports deliver to.</summary>
public sealed class Destination : ApiObject
{
    [JsonRequired]
    public string Id { get; init => field = Needed.Value(value); } = "";

    [JsonRequired]
    public string Title { get; init => field = Needed.Value(value); } = "";

    /// <summary>For example <c>LOOKER_STUDIO</c>, <c>GOOGLE_SHEETS</c>, <c>EMAIL</c>; servers add types.</summary>
    [JsonRequired]
    public string Type { get; init => field = Needed.Value(value); } = "";

    /// <summary>What the server tells of its credentials; what authenticates is masked.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? Credentials =>
        RawCredentials is { ValueKind: JsonValueKind.Object } raw ? SecretNames.MaskedObject(raw) : null;

    /// <summary>The key that the destination's own service signs in with; null where it has none. A secret.</summary>
    [JsonIgnore]
    public SecureString? SecretKey =>
        RawCredentials is { ValueKind: JsonValueKind.Object } raw
        && raw.TryGetProperty("destinationSecretKey", out var key)
        && key.ValueKind == JsonValueKind.String
        && PlainJson.Text(key) is { } text
            ? SecretText.ToSecureString(text)
            : null;

    public Member? CreatedByUser { get; init; }

    public Member[] OwnerUsers { get; init => field = value ?? []; } = [];

    public ContextReference[] Contexts { get; init => field = value ?? []; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public bool? AvailableForUse { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    [JsonInclude]
    [JsonPropertyName("credentials")]
    internal JsonElement? RawCredentials { get; init; }

    public override string ToString() => Title;
}
