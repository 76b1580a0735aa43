namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// The remaining steps of a rotation, determined only from the content of the vault and the keys on the server. No other state is stored
/// between runs, so any run can continue an interrupted one.
/// </summary>
internal sealed class RotationPlan
{
    private RotationPlan(string name, string? oldKeyId, ApiKeyInfo? newKey)
    {
        Name = name;
        OldKeyId = oldKeyId;
        NewKey = newKey;
    }

    /// <summary>The final name of the key.</summary>
    public string Name { get; }

    /// <summary>The ID of the key to revoke after the new key is verified; null if it is already revoked.</summary>
    public string? OldKeyId { get; }

    /// <summary>The new key, if an earlier run created and stored it; null if it must be created.</summary>
    public ApiKeyInfo? NewKey { get; }

    /// <summary>Whether the new key is in the staging secret and not yet in the secret.</summary>
    public bool MustPromote { get; private init; }

    /// <summary>Whether the new key may be replaced by another: it has expired, or the secret still contains the old key.</summary>
    public bool CanDiscardNewKey { get; private init; }

    /// <summary>Whether only cleanup is left. No new key is created.</summary>
    public bool IsFinished { get; private init; }

    /// <summary>Keys that an earlier run created but could not store. Their values are lost.</summary>
    public IReadOnlyList<ApiKeyInfo> Orphans { get; private init; } = [];

    /// <summary>Whether another plan has the same steps.</summary>
    public bool IsSameAs(RotationPlan other) =>
        Name == other.Name && OldKeyId == other.OldKeyId && NewKey?.ApiKeyId == other.NewKey?.ApiKeyId
        && MustPromote == other.MustPromote && IsFinished == other.IsFinished
        && Orphans.Select(static k => k.ApiKeyId).SequenceEqual(other.Orphans.Select(static k => k.ApiKeyId), StringComparer.Ordinal);

    /// <exception cref="OwoxVaultException">The secret does not contain a key that this member can rotate.</exception>
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

            // A vault may have kept the ID but changed the secret.
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
                // The grace period was longer than the lifetime of the new key: both keys are no longer valid.
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

    // The marker may have shortened the name. The old key has the full name while it exists.
    private static string NameOf(IReadOnlyList<ApiKeyInfo> keys, ApiKeyInfo marked, string? old) =>
        ReplacementName.Base(keys.FirstOrDefault(k => k.ApiKeyId == old)?.Name ?? marked.Name);

    private static string? Live(IReadOnlyList<ApiKeyInfo> keys, string? id) => keys.Any(k => k.ApiKeyId == id) ? id : null;

    private static ApiKeyInfo[] OrphansOf(IReadOnlyList<ApiKeyInfo> keys, string? old, string? except) => old is null
        ? []
        : keys.Where(k => ReplacementName.Replaces(k.Name) == old && k.ApiKeyId != except && k.LastAuthenticatedAt is null).ToArray();
}
