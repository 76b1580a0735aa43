using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>Determines the state of a rotation from the vault and the server. Another run can change both at any time.</summary>
/// <param name="vault">The secrets.</param>
internal sealed class RotationLookup(RotationVault vault)
{
    private readonly KeyKind _kind = vault.Kind;

    /// <summary>Returns the content of the secrets and the plan.</summary>
    /// <exception cref="OwoxVaultException">The key in the secret cannot be rotated, or the staging secret contains something else.</exception>
    public (RotationState State, RotationPlan Plan) Read()
    {
        var state = vault.Read();
        try
        {
            return Plan(state);
        }
        catch (OwoxVaultException e) when (e.Reason == ErrorReason.RotationNotPossible)
        {
            // Another run may have ended between the two reads.
            var again = vault.Read();
            if (again.HasSameKeys(state))
            {
                throw;
            }

            return Plan(again);
        }
    }

    /// <summary>The name of the secret whose staging secret this is, or null if this is not a staging secret.</summary>
    public string? StagedSecret()
    {
        if (vault.StagingFor() is not { } rotated)
        {
            return null;
        }

        var secret = vault.ReadSecret();
        if (SecretValue.IsWithoutKey(secret))
        {
            return rotated;
        }

        return _kind.Format.ReadStaged(secret) is { } staged
            && (_kind.Format.MarksStaging || (vault.KeyIn(rotated) is { } other && (staged.Id == other.Id || Replaces(staged, other))))
            ? rotated
            : null;
    }

    private bool Replaces(StoredKey staged, StoredKey other) =>
        _kind.List().Any(key => key.Id == staged.Id && _kind.Replacement.Replaces(key.Name) == other.Id);

    private (RotationState State, RotationPlan Plan) Plan(RotationState state)
    {
        _kind.RequireOrigin(state.Current, vault.SecretName);
        _kind.RequireOrigin(state.Next, vault.StagingName);
        var keys = _kind.List();
        if (state.Next is null && MayBeUnderWay(state, keys))
        {
            state = vault.ReadFormer(state);
            _kind.RequireOrigin(state.Next, vault.StagingName);
        }

        RequireOwnStaging(state, keys);
        return (state, RotationPlan.Create(keys, state, _kind, new RotationErrors(vault)));
    }

    private bool MayBeUnderWay(RotationState state, IReadOnlyList<IssuedKey> keys) =>
        state.Current is not { } current
        || keys.FirstOrDefault(key => key.Id == current.Id) is not { } stored
        || (_kind.Replacement.Replaces(stored.Name) is { } replaced && keys.Any(key => key.Id == replaced))
        || keys.Any(key => _kind.Replacement.Replaces(key.Name) == current.Id);

    // A secret of another program with this name must not be overwritten.
    private void RequireOwnStaging(RotationState state, IReadOnlyList<IssuedKey> keys)
    {
        var isForeign = state.Next is { } next
            ? !_kind.IsOwnStaging(next, keys)
            : state.IsStagingForeign && !MayBeUnderWay(state, keys);
        if (isForeign)
        {
            throw RotationErrors.NotPossible(
                $"The rotation of '{vault.SecretName}' requires the secret '{vault.StagingName}' in the vault '{vault.VaultName}', but this secret contains another value. "
                + "Store that value under another name, and remove or replace the secret.");
        }
    }
}
