namespace Owox.PowerShell;

/// <summary>The result of a rotation.</summary>
public sealed class OwoxApiKeyRotation
{
    public string SecretName { get; internal init; } = "";

    public string Vault { get; internal init; } = "";

    public string Name { get; internal init; } = "";

    public string NewKeyId { get; internal init; } = "";

    public string? OldKeyId { get; internal init; }

    public RotationStatus Status { get; internal init; }

    /// <summary>When the new key expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>When another run can revoke the old key; null if it is already revoked.</summary>
    public DateTimeOffset? RevokeOldAfter { get; internal init; }
}

/// <summary>The status of a rotation.</summary>
public enum RotationStatus
{
    /// <summary>The new key is stored and verified. The old key is revoked.</summary>
    Completed,

    /// <summary>The new key is stored and verified. The old key is still valid; another run completes the rotation.</summary>
    OldKeyKept,
}
