namespace Owox.PowerShell;

/// <summary>A secret that the server has, without its value: its age, last use and expiry, and where it is stored. Null is unknown.</summary>
public sealed class OwoxSecretReportItem
{
    internal OwoxSecretReportItem(OwoxSecretKind kind, string name, string id) => (Kind, Name, Id) = (kind, name, id);

    public OwoxSecretKind Kind { get; }

    /// <summary>The name of the key, or the title of the destination or the credential.</summary>
    public string Name { get; }

    /// <summary>The ID of the key, the destination or the credential. Not secret.</summary>
    public string Id { get; }

    /// <summary>The members who own it, separated by commas, or null if unknown.</summary>
    public string? Owner { get; internal init; }

    /// <summary>When the key, the destination or the credential was created. The secret of a destination or a credential can be newer.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>How old the secret itself is, or null if it may have been replaced since the item was created.</summary>
    public TimeSpan? Age { get; internal init; }

    /// <summary>When it was last used, or null if it never was, and for destinations, whose server does not record it.</summary>
    public DateTimeOffset? LastUsedAt { get; internal init; }

    /// <summary>When it expires, or null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>The time until it expires, negative if it has expired, or null if it does not expire.</summary>
    public TimeSpan? ExpiresIn { get; internal init; }

    /// <summary>The secrets that contain it, as vault/secret, separated by commas, or null if none was found, or if no store was searched.</summary>
    public string? Store { get; internal init; }

    /// <summary>What requires attention, in short.</summary>
    public OwoxSecretState State => (Reason & (OwoxSecretReason.Expired | OwoxSecretReason.Rejected)) != OwoxSecretReason.None ? OwoxSecretState.Critical
        : Reason != OwoxSecretReason.None ? OwoxSecretState.Warning
        : OwoxSecretState.Ok;

    /// <summary>Why the state is not <see cref="OwoxSecretState.Ok"/>.</summary>
    public OwoxSecretReason Reason { get; internal init; }

    public override string ToString() => $"{Kind} {Name} ({Id}): {Reason}";
}

/// <summary>The kinds of secrets that OWOX has.</summary>
public enum OwoxSecretKind
{
    /// <summary>An API key of the member.</summary>
    ApiKey,

    /// <summary>A license key of the project, on a deployment that issues them.</summary>
    LicenseKey,

    /// <summary>The key with which the service of a destination signs in.</summary>
    DestinationKey,

    /// <summary>The secret of another service.</summary>
    Credential,
}

/// <summary>Whether a secret requires attention.</summary>
public enum OwoxSecretState
{
    Ok,

    /// <summary>It should be checked.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Critical,
}

/// <summary>Why a secret requires attention. Several reasons can apply.</summary>
[Flags]
public enum OwoxSecretReason
{
    None = 0,

    /// <summary>It has expired.</summary>
    Expired = 1,

    /// <summary>It expires within the time of -ExpiringWithin.</summary>
    ExpiresSoon = 2,

    /// <summary>It was never used.</summary>
    NeverUsed = 4,

    /// <summary>No vault that was searched contains it.</summary>
    NotStored = 8,

    /// <summary>The service rejected it in the last validation.</summary>
    Rejected = 16,

    /// <summary>Its credential is disabled.</summary>
    Disabled = 32,
}
