namespace Owox.PowerShell.ApiKeys;

/// <summary>
/// Where a rotation stands, worked out from what the vault and the server hold: nothing else is remembered between runs,
/// so any run can carry on from where another was cut off.
/// </summary>
internal sealed class RotationPlan
{
    private RotationPlan(string name, string? oldKeyId, ApiKeyInfo? newKey)
    {
        Name = name;
        OldKeyId = oldKeyId;
        NewKey = newKey;
    }

    /// <summary>The name that the key has in the end.</summary>
    public string Name { get; }

    /// <summary>The key to revoke once the new one is proven; null where it is gone already.</summary>
    public string? OldKeyId { get; }

    /// <summary>The new key, where an earlier run created and stored it; null where one must be created.</summary>
    public ApiKeyInfo? NewKey { get; }

    /// <summary>Whether the new key's value stands in the next secret and not yet in the current one.</summary>
    public bool MustPromote { get; private init; }

    /// <summary>Whether the new key may be given up for another: it has expired, or the old one is still in the secret.</summary>
    public bool IsExpendable { get; private init; }

    /// <summary>Whether only the clean-up was left: nothing is rotated anew.</summary>
    public bool IsFinished { get; private init; }

    /// <summary>Keys that an earlier run created and could not store: nobody has their values.</summary>
    public IReadOnlyList<ApiKeyInfo> Orphans { get; private init; } = [];

    /// <summary>Whether another plan has the same steps.</summary>
    public bool IsSameAs(RotationPlan other) =>
        Name == other.Name && OldKeyId == other.OldKeyId && NewKey?.ApiKeyId == other.NewKey?.ApiKeyId
        && MustPromote == other.MustPromote && IsFinished == other.IsFinished
        && Orphans.Select(static k => k.ApiKeyId).SequenceEqual(other.Orphans.Select(static k => k.ApiKeyId), StringComparer.Ordinal);

    /// <exception cref="OwoxVaultException">The secret holds no key that this member could rotate.</exception>
    public static RotationPlan Make(IReadOnlyList<ApiKeyInfo> keys, ApiKey? current, ApiKey? next, RotationVault where)
    {
        ApiKeyInfo? Listed(ApiKey? key) => key is null ? null : keys.FirstOrDefault(k => k.ApiKeyId == key.Id);

        if (Listed(next) is { } staged)
        {
            var old = ReplacementName.Replaces(staged.Name);
            if (Listed(current) is { } kept && kept.ApiKeyId != staged.ApiKeyId && kept.ApiKeyId != old)
            {
                throw Unrelated(staged, kept, where);
            }

            // A vault can have kept the ID and not the secret.
            var isInPlace = current is not null && current.Id == next!.Id && current.Secret == next.Secret;
            return new RotationPlan(NameOf(keys, staged, old), Live(keys, old), staged)
            {
                MustPromote = !isInPlace,
                IsExpendable = staged.ExpiresAt <= DateTimeOffset.UtcNow || (current is not null && current.Id == old),
                IsFinished = isInPlace && old is null,
                Orphans = OrphansOf(keys, old, staged.ApiKeyId),
            };
        }

        var stored = Listed(current) ?? throw Refused(current, where);
        if (ReplacementName.Replaces(stored.Name) is { } replaced)
        {
            if (stored.ExpiresAt <= DateTimeOffset.UtcNow)
            {
                // A grace that was longer than the new key's life: both are of no use any more.
                return new RotationPlan(ReplacementName.Base(stored.Name), stored.ApiKeyId, newKey: null)
                {
                    Orphans = keys.Where(k => k.ApiKeyId == replaced).Concat(OrphansOf(keys, stored.ApiKeyId, except: null)).ToArray(),
                };
            }

            return new RotationPlan(NameOf(keys, stored, replaced), Live(keys, replaced), stored)
            {
                Orphans = OrphansOf(keys, replaced, stored.ApiKeyId),
            };
        }

        return new RotationPlan(stored.Name, stored.ApiKeyId, newKey: null) { Orphans = OrphansOf(keys, stored.ApiKeyId, except: null) };
    }

    // The mark may have left no room for the whole name, which the old key has while it lives.
    private static string NameOf(IReadOnlyList<ApiKeyInfo> keys, ApiKeyInfo marked, string? old) =>
        ReplacementName.Base(keys.FirstOrDefault(k => k.ApiKeyId == old)?.Name ?? marked.Name);

    private static string? Live(IReadOnlyList<ApiKeyInfo> keys, string? id) => keys.Any(k => k.ApiKeyId == id) ? id : null;

    private static ApiKeyInfo[] OrphansOf(IReadOnlyList<ApiKeyInfo> keys, string? old, string? except) => old is null
        ? []
        : keys.Where(k => ReplacementName.Replaces(k.Name) == old && k.ApiKeyId != except && k.LastAuthenticatedAt is null).ToArray();

    private static OwoxVaultException Unrelated(ApiKeyInfo staged, ApiKeyInfo current, RotationVault where) => new(
        ErrorReason.RotationNotPossible,
        $"The secret '{where.StagingName}' in the vault '{where.VaultName}' holds the API key {staged.ApiKeyId}, which is not made to replace {current.ApiKeyId} in '{where.SecretName}'. "
        + $"The rotation needs this secret. If nothing uses it, revoke its key (Revoke-OwoxApiKey {staged.ApiKeyId}), and rotate again. Otherwise store the key under another name first.");

    private static OwoxVaultException Refused(ApiKey? current, RotationVault where) => new(
        ErrorReason.RotationNotPossible,
        (current is null
            ? $"The secret '{where.SecretName}' in the vault '{where.VaultName}' holds no API key"
            : $"The API key {current.Id} in the secret '{where.SecretName}' is not among your keys: it was revoked, or it belongs to another member, who alone can rotate it")
        + $". To put a new key there, use New-OwoxApiKey -SecretName '{where.SecretName}' -Vault '{where.VaultName}' -Force.");
}
