namespace Owox.PowerShell;

/// <summary>An API key that may no longer be needed, with the reasons. Nothing was revoked.</summary>
public sealed class OwoxStaleApiKey : OwoxApiKey
{
    internal OwoxStaleApiKey(OwoxApiKey key, IReadOnlyList<(ApiKeyStaleReason Reason, string Text)> reasons, string? usedByConnection)
        : base(key)
    {
        Reason = [.. reasons.Select(static reason => reason.Reason)];
        Why = string.Join("; ", reasons.Select(static reason => reason.Text));
        UsedByConnection = usedByConnection;
    }

    public ApiKeyStaleReason[] Reason { get; }

    /// <summary>The reasons as text.</summary>
    public string Why { get; }

    /// <summary>The name of a connection of this session that uses the key, or null if no connection uses it.</summary>
    public string? UsedByConnection { get; }
}

/// <summary>Why an API key may no longer be needed.</summary>
public enum ApiKeyStaleReason
{
    /// <summary>The key was never used, and was created longer ago than -UnusedFor.</summary>
    NeverUsed,

    /// <summary>The key was last used longer ago than -UnusedFor.</summary>
    NotUsed,

    /// <summary>The key has expired.</summary>
    Expired,

    /// <summary>The key expires within -ExpiringWithin.</summary>
    ExpiresSoon,

    /// <summary>A rotation that did not end left the key: the new key is in use, or the new key was never used.</summary>
    RotationLeftover,

    /// <summary>Another key with the same name was used later.</summary>
    DuplicateName,
}
