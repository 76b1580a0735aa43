using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// The remaining steps of a rotation, determined only from the content of the vault and the keys on the server. No other state is stored
/// between runs, so any run can continue an interrupted one.
/// </summary>
internal sealed class RotationPlan
{
    private RotationPlan(string name, IssuedKey? oldKey, IssuedKey? newKey)
    {
        Name = name;
        OldKey = oldKey;
        NewKey = newKey;
    }

    /// <summary>The final name of the key.</summary>
    public string Name { get; }

    /// <summary>The key to revoke after the new key is verified, or null if it is already revoked.</summary>
    public IssuedKey? OldKey { get; }

    /// <summary>The ID of the key to revoke, or null if it is already revoked.</summary>
    public string? OldKeyId => OldKey?.Id;

    /// <summary>The new key, if an earlier run created and stored it, or null if it must be created.</summary>
    public IssuedKey? NewKey { get; }

    /// <summary>Whether the new key is in the staging secret and not yet in the secret.</summary>
    public bool MustPromote { get; private init; }

    /// <summary>Whether the new key may be replaced by another: it has expired, or the secret still contains the old key.</summary>
    public bool CanDiscardNewKey { get; private init; }

    /// <summary>Whether only cleanup is left. No new key is created.</summary>
    public bool IsFinished { get; private init; }

    /// <summary>Keys that an earlier run created but could not store. Their values are lost.</summary>
    public IReadOnlyList<IssuedKey> Orphans { get; private init; } = [];

    /// <summary>Whether another plan has the same steps.</summary>
    public bool IsSameAs(RotationPlan other) =>
        Name == other.Name && OldKeyId == other.OldKeyId && NewKey?.Id == other.NewKey?.Id
        && MustPromote == other.MustPromote && IsFinished == other.IsFinished
        && Orphans.Select(static k => k.Id).SequenceEqual(other.Orphans.Select(static k => k.Id), StringComparer.Ordinal);

    /// <summary>Determines the remaining steps.</summary>
    /// <param name="keys">The keys that are not revoked.</param>
    /// <param name="state">The content of the secrets.</param>
    /// <param name="names">The names of keys that replace another key.</param>
    /// <param name="errors">Creates the errors.</param>
    /// <exception cref="OwoxVaultException">The secret does not contain a key that this member can rotate.</exception>
    public static RotationPlan Create(IReadOnlyList<IssuedKey> keys, RotationState state, ReplacementName names, RotationErrors errors)
    {
        var lookup = new KeyLookup(keys, names);
        if (lookup.Find(state.Next?.Id) is { } staged)
        {
            return Continue(staged, state, lookup, errors);
        }

        var stored = lookup.Find(state.Current?.Id) ?? throw errors.NotRotatable(state.Current);
        if (names.Replaces(stored.Name) is not { } replaced)
        {
            return new RotationPlan(stored.Name, stored, newKey: null) { Orphans = lookup.OrphansOf(stored.Id, except: null) };
        }

        // If the new key has expired, the grace period was longer than its lifetime: both keys are no longer valid.
        return stored.IsExpired
            ? new RotationPlan(names.Base(stored.Name), stored, newKey: null) { Orphans = [.. keys.Where(k => k.Id == replaced), .. lookup.OrphansOf(stored.Id, except: null)] }
            : new RotationPlan(lookup.NameOf(stored, replaced), lookup.Find(replaced), stored) { Orphans = lookup.OrphansOf(replaced, stored.Id) };
    }

    // An earlier run created and staged the new key.
    private static RotationPlan Continue(IssuedKey staged, RotationState state, KeyLookup lookup, RotationErrors errors)
    {
        var (current, next) = (state.Current, state.Next);
        var old = lookup.Names.Replaces(staged.Name);
        if (lookup.Find(current?.Id) is { } kept && kept.Id != staged.Id && kept.Id != old)
        {
            throw errors.Unrelated(staged, kept);
        }

        // A vault may have kept the ID but changed the secret.
        var isInPlace = current is not null && current.Id == next!.Id && current.Value == next.Value;
        return new RotationPlan(lookup.NameOf(staged, old), lookup.Find(old), staged)
        {
            MustPromote = !isInPlace,
            CanDiscardNewKey = staged.IsExpired || (current is not null && current.Id == old),
            IsFinished = isInPlace && old is null,
            Orphans = lookup.OrphansOf(old, staged.Id),
        };
    }

    private sealed record KeyLookup(IReadOnlyList<IssuedKey> Keys, ReplacementName Names)
    {
        public IssuedKey? Find(string? id) => id is null ? null : Keys.FirstOrDefault(k => k.Id == id);

        // The marker may have shortened the name. The old key has the full name while it exists.
        public string NameOf(IssuedKey marked, string? old) => Names.Base(Find(old)?.Name ?? marked.Name);

        public IssuedKey[] OrphansOf(string? old, string? except) => old is null
            ? []
            : [.. Keys.Where(k => Names.Replaces(k.Name) == old && k.Id != except && k.LastUsedAt is null)];
    }
}
