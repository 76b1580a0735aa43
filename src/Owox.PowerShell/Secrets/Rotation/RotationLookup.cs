using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>Determines the state of a rotation from the vault and the server. Another run can change both at any time.</summary>
/// <param name="vault">The secrets.</param>
/// <param name="origin">The origin of the connection.</param>
/// <param name="list">Lists the member's keys: valid keys only, or with true also revoked keys.</param>
internal sealed class RotationLookup(RotationVault vault, ApiOrigin origin, Func<bool, ApiKeyInfo[]> list)
{
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

    /// <summary>The name of the secret whose staging secret this is; null if this is not a staging secret.</summary>
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
            throw RotationErrors.NotPossible($"The API key in the secret '{secretName}' is for {key.Origin}, but the connection is to {origin}. Connect as a member of that deployment.");
        }
    }

    // A secret of another program with this name must not be overwritten.
    private void RequireOwnStaging(RotationState state, IReadOnlyList<ApiKeyInfo> keys)
    {
        var isForeign = state.Next is { } next
            ? keys.All(key => key.ApiKeyId != next.Id) && list(true).All(key => key.ApiKeyId != next.Id)
            : state.IsStagingForeign && !MayBeUnderWay(state, keys);
        if (isForeign)
        {
            throw RotationErrors.NotPossible(
                $"The rotation of '{vault.SecretName}' requires the secret '{vault.StagingName}' in the vault '{vault.VaultName}', but this secret contains another value. "
                + "Store that value under another name, and remove or replace the secret.");
        }
    }
}
