namespace Owox.PowerShell;

/// <summary>What a rotation did.</summary>
public sealed class OwoxApiKeyRotation
{
    public string SecretName { get; internal init; } = "";

    public string Vault { get; internal init; } = "";

    public string Name { get; internal init; } = "";

    public string NewKeyId { get; internal init; } = "";

    public string? OldKeyId { get; internal init; }

    public RotationStatus Status { get; internal init; }

    /// <summary>When the new key ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>From when on another run revokes the old key; null where it is revoked already.</summary>
    public DateTimeOffset? RevokeOldAfter { get; internal init; }
}

/// <summary>How far a rotation is.</summary>
public enum RotationStatus
{
    /// <summary>The new key is in the vault and proven; the old one is revoked.</summary>
    Completed,

    /// <summary>The new key is in the vault and proven; the old one still works. Running again finishes.</summary>
    OldKeyKept,
}
