namespace Owox.PowerShell;

/// <summary>An API key of the member: what is known of it, never its secret.</summary>
public class OwoxApiKey
{
    internal OwoxApiKey(ApiKeyInfo info, ApiKeyStatus status, string origin, DateTimeOffset now)
    {
        Id = info.ApiKeyId;
        Name = info.Name;
        Status = status;
        Origin = origin;
        CreatedAt = info.CreatedAt;
        LastUsedAt = info.LastAuthenticatedAt;
        ExpiresAt = info.ExpiresAt;
        DaysLeft = info.ExpiresAt is { } end && status != ApiKeyStatus.Revoked ? Days(end - now) : null;
        DaysUnused = (info.LastAuthenticatedAt ?? info.CreatedAt) is { } used ? Days(now - used) : null;
    }

    public string Name { get; }

    /// <summary>The API key ID (<c>pmk_…</c>). Not secret.</summary>
    public string Id { get; }

    public ApiKeyStatus Status { get; }

    public DateTimeOffset? CreatedAt { get; }

    /// <summary>When it was last exchanged for an access token; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; }

    /// <summary>When the key expires; null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Whole days until it ends; null where it never does or was revoked, negative once it has.</summary>
    public int? DaysLeft { get; }

    /// <summary>Whole days since it was last used, or, where it never was, since it was created.</summary>
    public int? DaysUnused { get; }

    public string Origin { get; }

    public override string ToString() => $"{Name} ({Id})";

    private static int Days(TimeSpan span) => (int)Math.Floor(span.TotalDays);
}

/// <summary>Whether an API key can be used. In the order of lists.</summary>
public enum ApiKeyStatus
{
    Active,
    Expired,
    Revoked,
}

/// <summary>An API key that was just created, and where its value is.</summary>
public sealed class OwoxCreatedApiKey : OwoxApiKey
{
    internal OwoxCreatedApiKey(ApiKeyInfo info, string origin, DateTimeOffset now)
        : base(info, ApiKeyStatus.Active, origin, now)
    {
    }

    /// <summary>The secret that holds the value; null where it went into no vault.</summary>
    public string? SecretName { get; internal init; }

    public string? Vault { get; internal init; }

    /// <summary>The whole key value, a SecureString (or, where asked for by name, text); null where it went into a vault. A secret.</summary>
    public object? Value { get; internal init; }
}

/// <summary>What an API key value says of itself, without its secret.</summary>
/// <param name="ApiOrigin">The deployment that issued it.</param>
/// <param name="ApiKeyId">Its ID (<c>pmk_…</c>). Not secret.</param>
public sealed record OwoxDecodedApiKey(string ApiOrigin, string ApiKeyId);
