using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell;

/// <summary>The properties of a license key of the project, without its value.</summary>
public class OwoxLicenseKey
{
    internal OwoxLicenseKey(IssuedKey key, DateTimeOffset now)
    {
        Name = key.Name;
        Id = key.Id;
        Status = key.ExpiresAt <= now ? LicenseKeyStatus.Expired : LicenseKeyStatus.Active;
        Origin = key.Origin ?? "";
        CreatedAt = key.CreatedAt;
        CreatedBy = key.CreatedBy;
        LastUsedAt = key.LastUsedAt;
        ExpiresAt = key.ExpiresAt;
        DaysLeft = key.DaysLeft(now);
        DaysUnused = key.DaysUnused(now);
    }

    public string Name { get; }

    /// <summary>The license key ID. Not secret.</summary>
    public string Id { get; }

    public LicenseKeyStatus Status { get; }

    /// <summary>The address of the deployment that the license is for.</summary>
    public string Origin { get; }

    public DateTimeOffset? CreatedAt { get; }

    /// <summary>The member who created the key, or null if the server does not know.</summary>
    public Member? CreatedBy { get; }

    /// <summary>When the deployment last used the key; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; }

    /// <summary>When the key expires: 365 days after its creation.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Full days until the key expires; negative if it has expired.</summary>
    public int? DaysLeft { get; }

    /// <summary>Full days since the key was last used or, if it never was, since it was created.</summary>
    public int? DaysUnused { get; }

    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>The status of a license key, in the order of lists. The server does not list revoked license keys.</summary>
public enum LicenseKeyStatus
{
    Active,
    Expired,
}

/// <summary>A license key that was just created, and the location of its value.</summary>
public sealed class OwoxCreatedLicenseKey : OwoxLicenseKey
{
    internal OwoxCreatedLicenseKey(IssuedKey key, KeyPlace place, DateTimeOffset now)
        : base(key, now) =>
        (SecretName, Vault, Value) = (place.SecretName, place.Vault, place.Value);

    /// <summary>The secret that contains the value, or null if it was not stored in a vault.</summary>
    public string? SecretName { get; }

    public string? Vault { get; }

    /// <summary>The complete value as a SecureString, or as text with -AsPlainText, or null if it was stored in a vault. It is secret.</summary>
    public object? Value { get; }
}
