using Owox.PowerShell.Inventory;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.Reports;

/// <summary>Lists the secrets of each kind, without their values.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="index">Where keys are stored.</param>
/// <param name="expiringWithin">The time within which the expiry of a secret requires attention, or null for none.</param>
/// <param name="now">The time of the report.</param>
internal sealed class SecretInventory(ConnectionCmdletBase cmdlet, SecretStoreIndex index, TimeSpan? expiringWithin, DateTimeOffset now)
{
    /// <summary>Lists the secrets of one kind.</summary>
    /// <exception cref="OwoxException">The server cannot list secrets of this kind, or not for this connection.</exception>
    public IEnumerable<OwoxSecretReportItem> Read(OwoxSecretKind kind) => kind switch
    {
        OwoxSecretKind.ApiKey => new ApiKeyKind(cmdlet).List().Select(key => Item(kind, KeyMetadata.ApiKeyId, key, cmdlet.ResolveConnection().Member)),
        OwoxSecretKind.LicenseKey => cmdlet.Call(static (client, cancellationToken) => client.LicenseKeys.ListAsync(cancellationToken)).Select(Item),
        OwoxSecretKind.DestinationKey => cmdlet.Call(static (client, cancellationToken) => client.Destinations.ListAsync(ownerFilter: null, cancellationToken))
            .Where(static destination => destination.GetSecretKey() is not null).Select(Item),
        _ => cmdlet.Call(static (client, cancellationToken) => client.Credentials.ListAsync(cancellationToken)).Select(Item),
    };

    private OwoxSecretReportItem Item(LicenseKeyInfo key)
    {
        var issued = new IssuedKey(key.LicenseKeyId, key.Name) { CreatedAt = key.CreatedAt, ExpiresAt = key.ExpiresAt, LastUsedAt = key.LastUsedAt };
        return Item(OwoxSecretKind.LicenseKey, KeyMetadata.LicenseKeyId, issued, key.CreatedByUser is { } creator ? Names([creator]) : null);
    }

    // The value of a key cannot be changed, so it is as old as the key.
    private OwoxSecretReportItem Item(OwoxSecretKind kind, string idName, IssuedKey key, string? owner)
    {
        var store = index.Find(idName, key.Id);
        return new OwoxSecretReportItem(kind, key.Name, key.Id)
        {
            Owner = owner,
            CreatedAt = key.CreatedAt,
            Age = now - key.CreatedAt,
            LastUsedAt = key.LastUsedAt,
            ExpiresAt = key.ExpiresAt,
            ExpiresIn = key.ExpiresAt - now,
            Store = store,
            Reason = Expiry(key.ExpiresAt)
                | (key.LastUsedAt is null ? OwoxSecretReason.NeverUsed : OwoxSecretReason.None)
                | (store is null && index.IsComplete ? OwoxSecretReason.NotStored : OwoxSecretReason.None),
        };
    }

    private OwoxSecretReportItem Item(Destination destination) => new(OwoxSecretKind.DestinationKey, destination.Title, destination.Id)
    {
        Owner = Names(destination.OwnerUsers),
        CreatedAt = destination.CreatedAt,
        Age = AgeIfUnchanged(destination.CreatedAt, destination.ModifiedAt),
        Store = index.Find(KeyMetadata.DestinationId, destination.Id),
    };

    private OwoxSecretReportItem Item(Credential credential) => new(OwoxSecretKind.Credential, credential.Title, credential.Id)
    {
        Owner = Names(credential.OwnerUsers),
        CreatedAt = credential.CreatedAt,
        Age = AgeIfUnchanged(credential.CreatedAt, credential.ModifiedAt),
        LastUsedAt = credential.LastUsedAt,
        Reason = (credential.LastUsedAt is null ? OwoxSecretReason.NeverUsed : OwoxSecretReason.None)
            | (credential.ValidationState == CredentialState.Rejected ? OwoxSecretReason.Rejected : OwoxSecretReason.None)
            | (credential.Enabled == false ? OwoxSecretReason.Disabled : OwoxSecretReason.None),
    };

    private OwoxSecretReason Expiry(DateTimeOffset? end) => end is null ? OwoxSecretReason.None
        : end <= now ? OwoxSecretReason.Expired
        : end - now <= expiringWithin ? OwoxSecretReason.ExpiresSoon
        : OwoxSecretReason.None;

    // The server does not record when the secret was replaced. If nothing was changed, it is as old as the item.
    private TimeSpan? AgeIfUnchanged(DateTimeOffset? created, DateTimeOffset? modified) => modified <= created ? now - created : null;

    private static string? Names(Member[] owners) => owners.Length == 0 ? null : string.Join(", ", owners.Select(static owner => owner.Email ?? owner.ToString()));
}
