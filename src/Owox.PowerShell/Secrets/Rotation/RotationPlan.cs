namespace Owox.PowerShell.Secrets.Rotation;

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
    public bool CanDiscardNewKey { get; private init; }

    /// <summary>Whether only the clean-up is left. No new key is created.</summary>
    public bool IsFinished { get; private init; }

    /// <summary>Keys that an earlier run created and could not store. Their values are lost.</summary>
    public IReadOnlyList<ApiKeyInfo> Orphans { get; private init; } = [];

    /// <summary>Whether another plan has the same steps.</summary>
    public bool IsSameAs(RotationPlan other) =>
        Name == other.Name && OldKeyId == other.OldKeyId && NewKey?.ApiKeyId == other.NewKey?.ApiKeyId
        && MustPromote == other.MustPromote && IsFinished == other.IsFinished
        && Orphans.Select(static k => k.ApiKeyId).SequenceEqual(other.Orphans.Select(static k => k.ApiKeyId), StringComparer.Ordinal);

    /// <exception cref="OwoxVaultException">The secret holds no key that this member could rotate.</exception>
    public static RotationPlan Create(IReadOnlyList<ApiKeyInfo> keys, ApiKey? current, ApiKey? next, RotationErrors errors)
    {
        ApiKeyInfo? Listed(ApiKey? key) => key is null ? null : keys.FirstOrDefault(k => k.ApiKeyId == key.Id);

        if (Listed(next) is { } staged)
        {
            var old = ReplacementName.Replaces(staged.Name);
            if (Listed(current) is { } kept && kept.ApiKeyId != staged.ApiKeyId && kept.ApiKeyId != old)
            {
                throw errors.Unrelated(staged, kept);
            }

            // A vault can have kept the ID and not the secret.
            var isInPlace = current is not null && current.Id == next!.Id && current.Secret == next.Secret;
            return new RotationPlan(NameOf(keys, staged, old), Live(keys, old), staged)
            {
                MustPromote = !isInPlace,
                CanDiscardNewKey = staged.ExpiresAt <= DateTimeOffset.UtcNow || (current is not null && current.Id == old),
                IsFinished = isInPlace && old is null,
                Orphans = OrphansOf(keys, old, staged.ApiKeyId),
            };
        }

        var stored = Listed(current) ?? throw errors.NoKeyOfMember(current);
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
}
