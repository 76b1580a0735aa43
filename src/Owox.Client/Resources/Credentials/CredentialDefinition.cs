using System.Text.Json;
using System.Text.Json.Serialization;
using Owox.Resources.Models;
using Owox.Text;

namespace Owox;

/// <summary>A service for which credentials can be created, such as <c>openai</c>.</summary>
public sealed class CredentialDefinition : ApiModel
{
    [JsonRequired]
    public string Id { get; init => field = Required.NotNull(value); } = "";

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary><c>builtin</c> or <c>external</c>; newer servers may add sources.</summary>
    public string? Source { get; init; }

    public string? DocumentationUrl { get; init; }

    /// <summary>What the secret is called, for example <c>API key</c>.</summary>
    public string? SecretLabel { get; init; }

    /// <summary>The hosts to which the server sends the secret.</summary>
    public string[] Origins { get; init => field = value ?? []; } = [];

    public bool? SupportsAi { get; init; }

    /// <summary>The AI models of the service and its recommendations, or null if it has none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?>? Ai => JsonElementConverter.TryObject(RawAi);

    /// <summary>The IDs of the models that the service is known to have.</summary>
    [JsonIgnore]
    public string[] AiModels => field ??= RawAi is { ValueKind: JsonValueKind.Object } ai && ai.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Object
        ? [.. models.EnumerateObject().Where(static kind => kind.Value.ValueKind == JsonValueKind.Array).SelectMany(static kind => kind.Value.EnumerateArray()).Select(IdOf).OfType<string>()]
        : [];

    [JsonInclude]
    [JsonPropertyName("ai")]
    internal JsonElement? RawAi { get; init; }

    public override string ToString() => DisplayName ?? Id;

    private static string? IdOf(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? JsonElementConverter.Text(id) : null;
}
