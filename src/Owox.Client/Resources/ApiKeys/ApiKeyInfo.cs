using System.Security;
using System.Text.Json.Serialization;
using Owox.Resources;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The properties of an API key, without its secret.</summary>
public class ApiKeyInfo : ApiModel
{
    [JsonRequired]
    public string ApiKeyId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>When the key expires, or null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the key was last exchanged for an access token; null for never.</summary>
    public DateTimeOffset? LastAuthenticatedAt { get; init; }

    public override string ToString() => $"{Name} ({ApiKeyId})";
}

/// <summary>A new API key with its value, which the server returns only once.</summary>
internal sealed class CreatedApiKey : ApiKeyInfo
{
    /// <summary>The complete key value. <see cref="NewApiKeyCheck"/> validates it.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The properties without the value, for display and storage.</summary>
    public ApiKeyInfo WithoutValue() => new()
    {
        ApiKeyId = ApiKeyId,
        Name = Name,
        ExpiresAt = ExpiresAt,
        CreatedAt = CreatedAt,
        LastAuthenticatedAt = LastAuthenticatedAt,
        Unknown = Unknown,
    };
}

/// <summary>A new API key and its value.</summary>
/// <param name="Info">The properties of the key.</param>
/// <param name="Value">The complete key value, which is secret and cannot be retrieved again.</param>
public sealed record NewApiKey(ApiKeyInfo Info, SecureString Value);
