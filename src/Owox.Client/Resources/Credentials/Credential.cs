using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Redaction;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>A credential: the stored secret of another service, such as the key of an AI provider. The server never returns the secret.</summary>
public sealed class Credential : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The title. Titles are not unique.</summary>
    [JsonRequired]
    public string Title { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The service that the secret is for.</summary>
    public CredentialDefinition? Definition { get; init; }

    /// <summary>Whether the credential can be used, or null if unknown.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether the server has a secret.</summary>
    public bool? SecretConfigured { get; init; }

    /// <summary>Whether a member must consent to a changed definition before the credential can be used.</summary>
    public bool? DefinitionConsentRequired { get; init; }

    /// <summary><c>verified</c>, <c>rejected</c> or <c>unknown</c>: the result of the last validation. Newer servers may add states.</summary>
    public string? ValidationState { get; init; }

    /// <summary>The message of the last validation, or null if the server returned none.</summary>
    public string? ValidationMessage { get; init => field = ServerTextSanitizer.Sanitize(value, []); }

    public DateTimeOffset? ValidatedAt { get; init; }

    /// <summary>When the secret was last used; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The model for each purpose, such as <c>fast</c> or <c>reasoning</c>, or null if the service has no models.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? AiModelMappings => JsonElementConverter.TryObject(RawMappings);

    /// <summary>Whether the model of each purpose is the <c>recommended</c> one or an <c>override</c>.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? AiModelMappingModes => JsonElementConverter.TryObject(RawModes);

    public Member[] OwnerUsers { get; init => field = value ?? []; } = [];

    public ContextReference[] Contexts { get; init => field = value ?? []; } = [];

    /// <summary>What uses the credential.</summary>
    [JsonIgnore]
    public object?[] UsedBy => JsonElementConverter.List(RawUsedBy) ?? [];

    public bool? AvailableForUse { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the credential, its secret or the result of its validation was last changed.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    [JsonInclude]
    [JsonPropertyName("aiModelMappings")]
    internal JsonElement? RawMappings { get; init; }

    [JsonInclude]
    [JsonPropertyName("aiModelMappingModes")]
    internal JsonElement? RawModes { get; init; }

    [JsonInclude]
    [JsonPropertyName("usedBy")]
    internal JsonElement? RawUsedBy { get; init; }

    public override string ToString() => Title;
}
