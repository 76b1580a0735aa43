namespace Owox.PowerShell;

/// <summary>The result of a rotation.</summary>
public abstract class OwoxKeyRotation
{
    public string SecretName { get; internal set; } = "";

    public string Vault { get; internal set; } = "";

    public string Name { get; internal set; } = "";

    public string NewKeyId { get; internal set; } = "";

    public string? OldKeyId { get; internal set; }

    public RotationStatus Status { get; internal set; }

    /// <summary>When the new key expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; internal set; }

    /// <summary>When another run can revoke the old key, or null if it is already revoked.</summary>
    public DateTimeOffset? RevokeOldAfter { get; internal set; }

    public override string ToString() => $"{SecretName}: {Status}";
}

/// <summary>The result of the rotation of an API key.</summary>
public sealed class OwoxApiKeyRotation : OwoxKeyRotation;

/// <summary>The result of the rotation of a license key.</summary>
public sealed class OwoxLicenseKeyRotation : OwoxKeyRotation;

/// <summary>The status of a rotation.</summary>
public enum RotationStatus
{
    /// <summary>The new key is stored and verified. The old key is revoked.</summary>
    Completed,

    /// <summary>The new key is stored and verified. The old key is still valid; another run completes the rotation.</summary>
    OldKeyKept,
}
