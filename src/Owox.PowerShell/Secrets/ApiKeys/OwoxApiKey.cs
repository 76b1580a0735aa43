using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell;

/// <summary>The properties of a member's API key, without its secret.</summary>
public class OwoxApiKey
{
    internal OwoxApiKey(IssuedKey key, ApiKeyStatus status, string origin, DateTimeOffset now)
    {
        Id = key.Id;
        Name = key.Name;
        Status = status;
        Origin = origin;
        CreatedAt = key.CreatedAt;
        LastUsedAt = key.LastUsedAt;
        ExpiresAt = key.ExpiresAt;
        DaysLeft = status == ApiKeyStatus.Revoked ? null : key.DaysLeft(now);
        DaysUnused = key.DaysUnused(now);
    }

    private protected OwoxApiKey(OwoxApiKey key)
    {
        Id = key.Id;
        Name = key.Name;
        Status = key.Status;
        Origin = key.Origin;
        CreatedAt = key.CreatedAt;
        LastUsedAt = key.LastUsedAt;
        ExpiresAt = key.ExpiresAt;
        DaysLeft = key.DaysLeft;
        DaysUnused = key.DaysUnused;
        LastUse = key.LastUse;
    }

    public string Name { get; }

    /// <summary>The API key ID (<c>pmk_…</c>). Not secret.</summary>
    public string Id { get; }

    public ApiKeyStatus Status { get; }

    public DateTimeOffset? CreatedAt { get; }

    /// <summary>When the key was last exchanged for an access token; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; }

    /// <summary>When the key expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Full days until the key expires, or null if it does not expire or was revoked, negative if it has expired.</summary>
    public int? DaysLeft { get; }

    /// <summary>Full days since the key was last used or, if it never was, since it was created.</summary>
    public int? DaysUnused { get; }

    public string Origin { get; }

    /// <summary>What the key was last used for, with -IncludeUsage; null without it, and if it is not known.</summary>
    public OwoxApiKeyUse? LastUse { get; internal set; }

    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>The status of an API key, in the order of lists.</summary>
public enum ApiKeyStatus
{
    Active,
    Expired,
    Revoked,
}

/// <summary>An API key that was just created, and the location of its value.</summary>
public sealed class OwoxCreatedApiKey : OwoxApiKey
{
    internal OwoxCreatedApiKey(IssuedKey key, string origin, DateTimeOffset now)
        : base(key, ApiKeyStatus.Active, origin, now)
    {
    }

    /// <summary>The secret that contains the value, or null if it was not stored in a vault.</summary>
    public string? SecretName { get; internal init; }

    public string? Vault { get; internal init; }

    /// <summary>The complete key value as a SecureString, or as text with -AsPlainText, or null if it was stored in a vault. It is secret.</summary>
    public object? Value { get; internal init; }
}

/// <summary>The information that an API key value contains, without its secret.</summary>
/// <param name="ApiOrigin">The deployment that issued the key.</param>
/// <param name="ApiKeyId">The ID of the key (<c>pmk_…</c>). Not secret.</param>
public sealed record OwoxDecodedApiKey(string ApiOrigin, string ApiKeyId);
