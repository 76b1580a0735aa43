using System.Security;
using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox;

/// <summary>The properties of a license key, without its value.</summary>
public class LicenseKeyInfo : ApiModel
{
    [JsonRequired]
    public string LicenseKeyId { get; init => field = Required.NotNull(value); } = "";

    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    /// <summary>The address of the deployment that the license is for, as the server normalized it.</summary>
    [JsonRequired]
    public string Origin { get; init => field = Required.NotNull(value); } = "";

    /// <summary>When the key expires. The server determines the lifetime.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the deployment last used the key; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public Member? CreatedByUser { get; init; }

    public override string ToString() => $"{Name} ({LicenseKeyId})";
}

/// <summary>A new license key with its value, which the server returns only once.</summary>
internal sealed class CreatedLicenseKey : LicenseKeyInfo
{
    /// <summary>The complete value. It is secret, and its format belongs to the server.</summary>
    public string? LicenseKey { get; init; }

    /// <summary>The properties without the value, for display and storage.</summary>
    public LicenseKeyInfo WithoutValue() => new()
    {
        LicenseKeyId = LicenseKeyId,
        Name = Name,
        Origin = Origin,
        ExpiresAt = ExpiresAt,
        LastUsedAt = LastUsedAt,
        CreatedAt = CreatedAt,
        CreatedByUser = CreatedByUser,
        Unknown = Unknown,
    };
}

/// <summary>A new license key and its value.</summary>
/// <param name="Info">The properties of the key.</param>
/// <param name="Value">The complete value, which is secret and cannot be retrieved again.</param>
public sealed record NewLicenseKey(LicenseKeyInfo Info, SecureString Value);
