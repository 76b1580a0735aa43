using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// Executes a plan: creates a key, stages it, reads it back, verifies it, stores it, reads it back, and only then revokes the old key. Before
/// each step that writes, the secrets are read again, because another run may have changed them.
/// </summary>
/// <param name="plan">The remaining steps.</param>
/// <param name="vault">The secrets.</param>
/// <param name="state">The content of the secrets from which the plan was determined.</param>
/// <param name="grace">How long the old key stays valid after the new key was created; null to revoke it at once.</param>
internal sealed class KeyRotator(RotationPlan plan, RotationVault vault, RotationState state, TimeSpan? grace)
{
    private readonly RotationErrors _errors = new(vault);
    private readonly RotationKeys _keys = new(plan, vault, state);
    private readonly KeyKind _kind = vault.Kind;
    private string _currentStep = "";

    /// <summary>Whether the vault keeps metadata, after a run that completed or kept the old key.</summary>
    public bool KeepsMetadata { get; private set; } = true;

    public OwoxKeyRotation Run()
    {
        if (plan.IsFinished)
        {
            return Complete(plan.NewKey!, state.Current!, RotationStatus.Completed);
        }

        var resumed = _keys.CanDiscard() ? null : plan.NewKey;
        if (resumed is null)
        {
            _keys.RequireUnchanged(state.Next);
            _keys.Discard();
            vault.Prepare(state, plan.OldKey!);
        }

        if (plan.Obsolete.Count > 0)
        {
            _keys.RequireUnchanged(resumed is null ? null : state.Next);
            _keys.RevokeObsolete();
        }

        var (key, created) = resumed is null ? _keys.CreateAndStage() : (resumed, null);
        try
        {
            var staged = created is not null || plan.MustPromote ? PromoteStaged(key, created) : state.Next;
            var stored = Verify(vault.KeyIn(vault.ReadSecret(), staged), key, vault.SecretName);
            return grace is { } span && plan.OldKey is not null && DateTimeOffset.UtcNow < KeepUntil(key, span)
                ? Complete(key, stored, RotationStatus.OldKeyKept, KeepUntil(key, span))
                : Finish(key, stored);
        }
        catch (OwoxException e) when (e.Reason is not (ErrorReason.RotationIncomplete or ErrorReason.RotationConflict))
        {
            throw _errors.Incomplete($"the new key {key.Id} is stored, but {_currentStep} failed", e);
        }
    }

    private StoredKey PromoteStaged(IssuedKey key, StoredKey? created)
    {
        vault.AdoptFormer(state);
        var staged = _kind.Format.ReadStaged(vault.ReadStaging());
        if (created is not null && staged?.Id != key.Id)
        {
            throw _errors.Conflict($"The new key {key.Id} of this run is no longer staged{_keys.TryRevoke(created, out _)}.");
        }

        // A vault may have kept the ID but changed the value.
        var verified = Verify(created is null || staged == created ? staged : null, key, vault.StagingName);
        Promote(key, verified);
        return verified;
    }

    private static DateTimeOffset KeepUntil(IssuedKey key, TimeSpan grace) => (key.CreatedAt ?? DateTimeOffset.UtcNow) + grace;

    private void Promote(IssuedKey key, StoredKey staged)
    {
        try
        {
            var now = vault.Read();
            if (now.Current == staged)
            {
                // Another run has already stored the same key.
                return;
            }

            if (now.Current != state.Current || now.Next != staged)
            {
                throw _errors.Conflict("");
            }

            ReplaceStoredKey(key, state with { Staged = now.Staged, Next = now.Next });
        }
        catch (OwoxException e) when (e.Reason == ErrorReason.RotationConflict)
        {
            throw _errors.Conflict($"The new key {key.Id} of this run may still be valid. Check it with Get-{_kind.CmdletNoun}.");
        }
        catch (OwoxException e) when (e.Reason != ErrorReason.RotationIncomplete)
        {
            throw NotInPlace(key, "", e);
        }
    }

    private void ReplaceStoredKey(IssuedKey key, RotationState read)
    {
        try
        {
            vault.Promote(read);
        }
        catch (OwoxVaultException e)
        {
            throw NotInPlace(key, vault.Undo(read with { Secret = state.Secret }, key), e);
        }
    }

    private OwoxVaultException NotInPlace(IssuedKey key, string undone, OwoxException why) => _errors.Incomplete(
        $"the new key {key.Id} is stored in the secret '{vault.StagingName}', but could not be copied to the secret '{vault.SecretName}'.{undone} The old key was not changed", why);

    private StoredKey Verify(StoredKey? stored, IssuedKey key, string secretName)
    {
        _currentStep = $"verifying the key in the secret '{secretName}'";
        if (stored?.Id != key.Id)
        {
            throw _errors.Incomplete($"the secret '{secretName}' does not contain the new key {key.Id}. The old key was not changed", inner: null);
        }

        return _kind.Problem(stored!, _keys.Expected(key)) is { } problem
            ? throw _errors.Incomplete($"the new key {key.Id} in the secret '{secretName}' cannot be used, because {problem}. The old key was not changed", inner: null)
            : stored!;
    }

    private OwoxKeyRotation Finish(IssuedKey key, StoredKey stored)
    {
        if (plan.OldKeyId is { } old)
        {
            _currentStep = $"revoking the old key {old}";
            _kind.Revoke(old);
        }

        _currentStep = $"renaming it to '{plan.Name}'";
        var renamed = key.Name == plan.Name ? key : _kind.Rename(key.Id, plan.Name);
        return Complete(renamed, stored, RotationStatus.Completed);
    }

    private OwoxKeyRotation Complete(IssuedKey key, StoredKey stored, RotationStatus status, DateTimeOffset? revokeOldAfter = null)
    {
        CompleteStore(key, stored);
        var result = _kind.CreateResult();
        (result.SecretName, result.Vault) = (vault.SecretName, vault.VaultName);
        (result.Name, result.NewKeyId, result.OldKeyId) = (plan.Name, key.Id, plan.OldKeyId);
        (result.Status, result.ExpiresAt, result.RevokeOldAfter) = (status, key.ExpiresAt, revokeOldAfter);
        return result;
    }

    // Without the metadata, a later run needs the staging secret if it is the only place with the ID of the key.
    private void CompleteStore(IssuedKey key, StoredKey stored)
    {
        if (!_kind.NeedsMetadata)
        {
            ClearStaging();
        }

        _currentStep = "writing the metadata";
        KeepsMetadata = vault.WriteMetadata(key, stored);
        if (_kind.NeedsMetadata)
        {
            ClearStaging();
        }
    }

    private void ClearStaging()
    {
        _currentStep = $"clearing the secret '{vault.StagingName}'";
        vault.ClearStaging(state);
    }
}
