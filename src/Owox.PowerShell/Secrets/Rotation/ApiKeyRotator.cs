using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// Executes a plan: creates a key, stages it, reads it back, verifies it, stores it, reads it back, and only then revokes the old key. Before
/// each step that writes, the secrets are read again, because another run may have changed them.
/// </summary>
internal sealed class ApiKeyRotator(RotationPlan plan, RotationVault vault, RotationState state, RotationOptions options, ConnectionCmdletBase cmdlet)
{
    private readonly RotationErrors _errors = new(vault);
    private readonly RotationKeys _keys = new(plan, vault, state, options, cmdlet);
    private string _currentStep = "";

    public OwoxApiKeyRotation Run()
    {
        if (plan.IsFinished)
        {
            vault.ClearStaging(state);
            return Result(plan.NewKey!, RotationStatus.Completed);
        }

        var resumed = plan.NewKey is { } made && !CanDiscard(made) ? made : null;
        if (resumed is null)
        {
            vault.Prepare(state);
        }

        _keys.RevokeOrphans();
        var key = resumed ?? _keys.CreateAndStage();
        try
        {
            if (resumed is null || plan.MustPromote)
            {
                vault.AdoptFormer(state);
                var staged = vault.ReadStaging();
                if (resumed is null && SecretValue.TryReadKey(staged)?.Id != key.ApiKeyId)
                {
                    throw _errors.Conflict($"The new key {key.ApiKeyId} of this run is no longer stored{_keys.TryRevoke(key.ApiKeyId)}.");
                }

                Promote(key, Verify(staged, key, vault.StagingName));
            }

            Verify(vault.ReadSecret(), key, vault.SecretName);
            return options.KeepOld && plan.OldKeyId is not null && DateTimeOffset.UtcNow < KeepUntil(key) ? Keep(key) : Finish(key);
        }
        catch (OwoxException e) when (e.Reason is not (ErrorReason.RotationIncomplete or ErrorReason.RotationConflict))
        {
            throw _errors.Incomplete($"the new key {key.ApiKeyId} is stored, but {_currentStep} failed", e);
        }
    }

    // The key that an earlier run stored cannot be used: the vault changed it, or it has expired.
    private bool CanDiscard(ApiKeyInfo made)
    {
        if (!plan.MustPromote || !plan.CanDiscardNewKey || plan.OldKeyId is null)
        {
            return false;
        }

        try
        {
            if (ApiKeyVerifier.Verify(cmdlet, state.Next!))
            {
                return false;
            }
        }
        catch (OwoxAuthenticationException)
        {
            // The server rejects a key that is invalid or no longer valid.
        }

        _keys.Revoke(made.ApiKeyId);
        return true;
    }

    private DateTimeOffset KeepUntil(ApiKeyInfo key) => (key.CreatedAt ?? DateTimeOffset.UtcNow) + options.GracePeriod;

    private void Promote(ApiKeyInfo key, ApiKey staged)
    {
        try
        {
            var now = vault.Read();
            if (RotationState.IsSame(now.Current, staged))
            {
                // Another run has already stored the same key.
                return;
            }

            if (!RotationState.IsSame(now.Current, state.Current) || !RotationState.IsSame(now.Next, staged))
            {
                throw _errors.Conflict("");
            }

            ReplaceStoredKey(key, state with { Staged = now.Staged });
        }
        catch (OwoxException e) when (e.Reason == ErrorReason.RotationConflict)
        {
            throw _errors.Conflict($"The new key {key.ApiKeyId} of this run may still be valid. Check it with Get-OwoxApiKey.");
        }
        catch (OwoxException e) when (e.Reason != ErrorReason.RotationIncomplete)
        {
            throw NotInPlace(key, "", e);
        }
    }

    private void ReplaceStoredKey(ApiKeyInfo key, RotationState read)
    {
        try
        {
            vault.Promote(read);
        }
        catch (OwoxVaultException e)
        {
            throw NotInPlace(key, vault.Undo(read with { Secret = state.Secret }), e);
        }
    }

    private OwoxVaultException NotInPlace(ApiKeyInfo key, string undone, OwoxException why) => _errors.Incomplete(
        $"the new key {key.ApiKeyId} is stored in the secret '{vault.StagingName}', but could not be copied to the secret '{vault.SecretName}'.{undone} The old key was not changed", why);

    private ApiKey Verify(object? secret, ApiKeyInfo key, string secretName)
    {
        _currentStep = $"verifying the key in the secret '{secretName}'";
        return SecretValue.TryReadKey(secret) is { } stored && stored.Id == key.ApiKeyId && ApiKeyVerifier.Verify(cmdlet, stored)
            ? stored
            : throw _errors.Incomplete($"the secret '{secretName}' does not contain the new key {key.ApiKeyId}. The old key was not changed", inner: null);
    }

    private OwoxApiKeyRotation Keep(ApiKeyInfo key)
    {
        _currentStep = "writing the metadata";
        vault.WriteMetadata(key, options.Origin);
        _currentStep = $"clearing the secret '{vault.StagingName}'";
        vault.ClearStaging(state);
        return Result(key, RotationStatus.OldKeyKept, KeepUntil(key));
    }

    private OwoxApiKeyRotation Finish(ApiKeyInfo key)
    {
        if (plan.OldKeyId is { } old)
        {
            _currentStep = $"revoking the old key {old}";
            _keys.Revoke(old);
        }

        _currentStep = $"renaming it to '{plan.Name}'";
        var renamed = key.Name == plan.Name ? key : cmdlet.Call((client, cancellationToken) => client.ApiKeys.RenameAsync(key.ApiKeyId, plan.Name, cancellationToken));
        _currentStep = "writing the metadata";
        vault.WriteMetadata(renamed, options.Origin);
        _currentStep = $"clearing the secret '{vault.StagingName}'";
        vault.ClearStaging(state);
        return Result(renamed, RotationStatus.Completed);
    }

    private OwoxApiKeyRotation Result(ApiKeyInfo key, RotationStatus status, DateTimeOffset? revokeOldAfter = null) => new()
    {
        SecretName = vault.SecretName,
        Vault = vault.VaultName,
        Name = plan.Name,
        NewKeyId = key.ApiKeyId,
        OldKeyId = plan.OldKeyId,
        Status = status,
        ExpiresAt = key.ExpiresAt,
        RevokeOldAfter = revokeOldAfter,
    };
}

/// <summary>The options of a rotation.</summary>
internal sealed record RotationOptions(string Origin, DateTimeOffset? ExpiresAt, bool KeepOld, TimeSpan GracePeriod);
