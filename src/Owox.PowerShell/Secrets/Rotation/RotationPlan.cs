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

    /// <summary>
    /// Keys that are revoked before the other steps: an earlier run created them but could not store them, or the new key that replaced one has
    /// expired.
    /// </summary>
    public IReadOnlyList<IssuedKey> Obsolete { get; private set; } = [];

    /// <summary>
    /// Keys that an earlier run created for the old key and that this secret does not contain. The server does not show whether they are in use, so
    /// they are not revoked.
    /// </summary>
    public IReadOnlyList<IssuedKey> Unknown { get; private set; } = [];

    /// <summary>Whether another plan has the same steps.</summary>
    public bool IsSameAs(RotationPlan other) =>
        Name == other.Name && OldKeyId == other.OldKeyId && NewKey?.Id == other.NewKey?.Id
        && MustPromote == other.MustPromote && IsFinished == other.IsFinished
        && HasSameIds(Obsolete, other.Obsolete) && HasSameIds(Unknown, other.Unknown);

    /// <summary>Determines the remaining steps.</summary>
    /// <param name="keys">The keys that are not revoked.</param>
    /// <param name="state">The content of the secrets.</param>
    /// <param name="kind">The kind of the keys.</param>
    /// <param name="errors">Creates the errors.</param>
    /// <exception cref="OwoxVaultException">The secret does not contain a key that this member can rotate.</exception>
    public static RotationPlan Create(IReadOnlyList<IssuedKey> keys, RotationState state, KeyKind kind, RotationErrors errors)
    {
        var lookup = new KeyLookup(keys, kind);
        if (lookup.Find(state.Next?.Id) is { } staged)
        {
            return Continue(staged, state, lookup, errors);
        }

        var stored = lookup.Find(state.Current?.Id) ?? throw errors.NotRotatable(state.Current);
        if (lookup.Find(lookup.Names.Replaces(stored.Name)) is not { } replaced)
        {
            // A user may have revoked the old key of an earlier rotation, or have chosen a name that looks like a temporary one.
            return lookup.WithOthers(stored.Id, except: null, new RotationPlan(lookup.Names.Original(stored.Name), stored, newKey: null));
        }

        // If the new key has expired, the grace period was longer than its lifetime: both keys are no longer valid.
        return stored.IsExpired
            ? lookup.WithOthers(stored.Id, except: null, new RotationPlan(lookup.Names.Base(stored.Name), stored, newKey: null) { Obsolete = [replaced] })
            : lookup.WithOthers(replaced.Id, stored.Id, new RotationPlan(lookup.NameOf(stored, replaced.Id), replaced, stored));
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
        return lookup.WithOthers(old, staged.Id, new RotationPlan(lookup.NameOf(staged, old), lookup.Find(old), staged)
        {
            MustPromote = !isInPlace,
            CanDiscardNewKey = staged.IsExpired || (current is not null && current.Id == old),
            IsFinished = isInPlace && old is null,
        });
    }

    private static bool HasSameIds(IEnumerable<IssuedKey> one, IEnumerable<IssuedKey> other) =>
        one.Select(static k => k.Id).SequenceEqual(other.Select(static k => k.Id), StringComparer.Ordinal);

    private sealed record KeyLookup(IReadOnlyList<IssuedKey> Keys, KeyKind Kind)
    {
        public ReplacementName Names => Kind.Replacement;

        public IssuedKey? Find(string? id) => id is null ? null : Keys.FirstOrDefault(k => k.Id == id);

        // The marker may have shortened the name. The old key has the full name while it exists.
        public string NameOf(IssuedKey marked, string? old) => Names.Base(Find(old)?.Name ?? marked.Name);

        // Adds the other keys that earlier runs created to replace the old key.
        public RotationPlan WithOthers(string? old, string? except, RotationPlan plan)
        {
            var others = old is null ? [] : Keys.Where(k => Names.Replaces(k.Name) == old && k.Id != except).ToArray();
            plan.Obsolete = Kind.ShowsUse ? [.. plan.Obsolete, .. others.Where(static k => k.LastUsedAt is null)] : plan.Obsolete;
            plan.Unknown = Kind.ShowsUse ? [] : others;
            return plan;
        }
    }
}
