using System.Security;
using System.Text.Json.Serialization;
using Owox.Resources;
using Owox.Resources.Models;

namespace Owox;

/// <summary>What the server tells of an API key: never its secret.</summary>
public class ApiKeyInfo : ApiModel
{
    [JsonRequired]
    public string ApiKeyId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last exchanged for a token; null for never.</summary>
    public DateTimeOffset? LastAuthenticatedAt { get; init; }

    public override string ToString() => $"{Name} ({ApiKeyId})";
}

/// <summary>A new API key, with the value that the server shows this once.</summary>
internal sealed class CreatedApiKey : ApiKeyInfo
{
    /// <summary>The whole key value. What it must be is checked by <see cref="NewApiKeyCheck"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The same without the value, to be shown and kept.</summary>
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

/// <summary>A key that was just created, and its value.</summary>
/// <param name="Info">What the server tells of it.</param>
/// <param name="Value">The whole key value; it is not shown again. A secret.</param>
public sealed record NewApiKey(ApiKeyInfo Info, SecureString Value);
