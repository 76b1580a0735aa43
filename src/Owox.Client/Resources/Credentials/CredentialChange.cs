using System.Security;
using System.Text.Json;
using Owox.Text;

namespace Owox;

/// <summary>The values of a new credential, or the values to change. The server keeps values that are null.</summary>
public sealed record CredentialChange
{
    public string? Title { get; init; }

    /// <summary>The ID of the service; only for a new credential.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>The secret. A new one replaces the old one, which the server does not keep.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>The user IDs of all owners.</summary>
    public IReadOnlyList<string>? OwnerIds { get; init; }

    /// <summary>The IDs of all contexts.</summary>
    public IReadOnlyList<string>? ContextIds { get; init; }

    /// <summary>Whether the credential can be used; only for an existing credential.</summary>
    public bool? Enabled { get; init; }

    public bool? AvailableForUse { get; init; }

    public bool? AvailableForMaintenance { get; init; }

    /// <summary>The model for each purpose. The server keeps the models of other purposes.</summary>
    public IReadOnlyDictionary<string, string>? AiModelMappings { get; init; }

    /// <summary>Writes the body of the request, which contains the secret.</summary>
    internal byte[] ToJson(string? secret) => Utf8Json.Object(json =>
    {
        WriteText(json, "title", Title);
        WriteText(json, "definitionId", DefinitionId);
        if (secret is not null)
        {
            json.WriteStartObject("secret");
            json.WriteString("value", secret);
            json.WriteEndObject();
        }

        WriteIds(json, "ownerIds", OwnerIds);
        WriteIds(json, "contextIds", ContextIds);
        WriteFlag(json, "enabled", Enabled);
        WriteFlag(json, "availableForUse", AvailableForUse);
        WriteFlag(json, "availableForMaintenance", AvailableForMaintenance);
        if (AiModelMappings is not null)
        {
            json.WriteStartObject("aiModelMappings");
            foreach (var mapping in AiModelMappings)
            {
                json.WriteString(mapping.Key, mapping.Value);
            }

            json.WriteEndObject();
        }
    });

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<string>? ids)
    {
        if (ids is not null)
        {
            json.WriteTexts(name, ids);
        }
    }
}
