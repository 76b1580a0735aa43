using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>Reads where a rotation stands: from the vault and from the server, which another run can change at any time.</summary>
/// <param name="vault">The secrets.</param>
/// <param name="origin">The origin that the connection is to.</param>
/// <param name="list">Lists the member's keys: those that are valid, or with true also those that were revoked.</param>
internal sealed class RotationLookup(RotationVault vault, ApiOrigin origin, Func<bool, ApiKeyInfo[]> list)
{
    /// <summary>What the secrets hold, and what is to be done.</summary>
    /// <exception cref="OwoxVaultException">The key in the secret cannot be rotated, or the staging secret holds something else.</exception>
    public (RotationState State, RotationPlan Plan) Read()
    {
        var state = vault.Read();
        try
        {
            return Plan(state);
        }
        catch (OwoxVaultException e) when (e.Reason == ErrorReason.RotationNotPossible)
        {
            // Another run may have ended between the two readings.
            var again = vault.Read();
            if (again.HasSameKeys(state))
            {
                throw;
            }

            return Plan(again);
        }
    }

    /// <summary>The name of the secret that this one is the staging secret of; null where it is not one.</summary>
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

        return SecretValue.TryReadKey(secret) is { } staged && vault.KeyIn(rotated) is { } other && (staged.Id == other.Id || Replaces(staged, other))
            ? rotated
            : null;
    }

    private bool Replaces(ApiKey staged, ApiKey other) =>
        list(false).Any(key => key.ApiKeyId == staged.Id && ReplacementName.Replaces(key.Name) == other.Id);

    private (RotationState State, RotationPlan Plan) Plan(RotationState state)
    {
        RequireOrigin(state.Current, vault.SecretName);
        RequireOrigin(state.Next, vault.StagingName);
        var keys = list(false);
        if (state.Next is null && MayBeUnderWay(state, keys))
        {
            state = vault.ReadFormer(state);
            RequireOrigin(state.Next, vault.StagingName);
        }

        RequireOwnStaging(state, keys);
        return (state, RotationPlan.Create(keys, state.Current, state.Next, new RotationErrors(vault)));
    }

    private static bool MayBeUnderWay(RotationState state, IReadOnlyList<ApiKeyInfo> keys) =>
        state.Current is not { } current
        || keys.FirstOrDefault(key => key.ApiKeyId == current.Id) is not { } stored
        || ReplacementName.Replaces(stored.Name) is not null
        || keys.Any(key => ReplacementName.Replaces(key.Name) == current.Id);

    private void RequireOrigin(ApiKey? key, string secretName)
    {
        if (key is not null && !key.Origin.Equals(origin))
        {
            throw RotationErrors.NotPossible($"The API key in the secret '{secretName}' is one of {key.Origin}, and the connection is to {origin}. Connect as a member of that deployment.");
        }
    }

    // A secret of somebody else that happens to have this name must not be written over.
    private void RequireOwnStaging(RotationState state, IReadOnlyList<ApiKeyInfo> keys)
    {
        var isForeign = state.Next is { } next
            ? keys.All(key => key.ApiKeyId != next.Id) && list(true).All(key => key.ApiKeyId != next.Id)
            : state.IsStagingForeign && !MayBeUnderWay(state, keys);
        if (isForeign)
        {
            throw RotationErrors.NotPossible(
                $"The rotation of '{vault.SecretName}' needs the secret '{vault.StagingName}' in the vault '{vault.VaultName}', which holds something else. "
                + "Store that under another name, and remove or replace it.");
        }
    }
}
