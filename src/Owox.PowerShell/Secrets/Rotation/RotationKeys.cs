using System.Management.Automation;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>Creates the new key of a rotation and stages it, and revokes keys whose values are lost.</summary>
internal sealed class RotationKeys(RotationPlan plan, RotationVault vault, RotationState state)
{
    private readonly RotationErrors _errors = new(vault);

    /// <summary>Whether the key that an earlier run stored cannot be used: the vault changed it, or it has expired.</summary>
    public bool CanDiscard()
    {
        if (plan.NewKey is null || !plan.MustPromote || !plan.CanDiscardNewKey || plan.OldKey is null)
        {
            return false;
        }

        try
        {
            return vault.Kind.Problem(state.Next!, Expected(plan.NewKey)) is not null;
        }
        catch (OwoxAuthenticationException)
        {
            // The server rejects a key that is invalid or no longer valid.
            return true;
        }
    }

    /// <summary>Revokes the key that an earlier run stored, if there is one.</summary>
    public void Discard()
    {
        if (plan.NewKey is { } made)
        {
            vault.Kind.Revoke(made.Id);
        }
    }

    /// <summary>Returns the key with the properties that it must have: a license key must be for the deployment of the key that it replaces.</summary>
    public IssuedKey Expected(IssuedKey key) => plan.OldKey is null ? key : key with { Origin = plan.OldKey.Origin };

    /// <summary>Checks that no other command has changed the secrets since the plan was determined.</summary>
    /// <param name="next">The key that the staging secret must contain, or null for none.</param>
    /// <exception cref="OwoxVaultException">Another command has changed them.</exception>
    public void RequireUnchanged(StoredKey? next)
    {
        var now = vault.Read();
        if (now.Current != state.Current || now.Next != next)
        {
            throw _errors.Conflict("No key was created.");
        }
    }

    /// <summary>Revokes the keys that are obsolete. A key that has been used since the plan was determined belongs to another run.</summary>
    public void RevokeObsolete()
    {
        var now = vault.Kind.List();
        foreach (var planned in plan.Obsolete)
        {
            if (Array.Find(now, key => key.Id == planned.Id) is { } key && (planned.LastUsedAt is not null || key.LastUsedAt is null))
            {
                vault.Kind.Revoke(key.Id);
            }
        }
    }

    /// <summary>
    /// Revokes a key that is not needed, unless another run has found it in the staging secret and stored it. Returns the result as the end of a
    /// sentence.
    /// </summary>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="isInUse">Whether the secret contains the key.</param>
    public string TryRevoke(StoredKey key, out bool isInUse)
    {
        isInUse = false;
        var id = key.Id;
        try
        {
            if (isInUse = vault.Contains(key))
            {
                return ", because another run completed this rotation with it. It was not revoked";
            }

            vault.Kind.Revoke(id, always: true);
            return " and was revoked";
        }
        catch (Exception)
        {
            return " and could not be revoked; " + (vault.Kind.ShowsUse ? "the next run revokes it" : $"revoke it with Revoke-{vault.Kind.CmdletNoun} {id}");
        }
    }

    /// <summary>Creates the new key and stores it in the staging secret. If it cannot be stored, it is revoked.</summary>
    public (IssuedKey Info, StoredKey Staged) CreateAndStage()
    {
        var created = Create();
        var mine = vault.Kind.Format.ReadStaged(vault.Kind.Format.ToStaged(state.Template, created))!;
        try
        {
            var now = vault.Read();
            if (now.Current != state.Current || now.Next is not null)
            {
                throw _errors.Conflict("");
            }

            return (created.Info, vault.Stage(state, created));
        }
        catch (OwoxException e) when (e.Reason == ErrorReason.RotationConflict)
        {
            throw _errors.Conflict($"The new key {created.Info.Id} of this run was not staged{TryRevoke(mine, out _)}.");
        }
        catch (Exception e)
        {
            // The value is lost, so the key must be revoked, also if a message could not be written (-Verbose, -WarningAction Stop). If that fails
            // too, the next run finds the key by its name.
            var error = NotStored(mine, e);
            if (e is PipelineStoppedException)
            {
                throw;
            }

            throw error;
        }
    }

    private OwoxVaultException NotStored(StoredKey key, Exception why)
    {
        var end = TryRevoke(key, out var isInUse);
        return isInUse
            ? _errors.Conflict($"The new key {key.Id} of this run is stored{end}.")
            : _errors.Incomplete($"the new key {key.Id} could not be stored{end}.{ClearStaging()} The old key was not changed", why);
    }

    private NewKey Create()
    {
        var old = plan.OldKey!;
        try
        {
            return vault.Kind.Create(vault.Kind.Replacement.Create(plan.Name, old.Id), old);
        }
        catch (OwoxException e) when (e.Reason == ErrorReason.OutcomeUnknown)
        {
            throw new OwoxConnectionException(
                ErrorReason.OutcomeUnknown,
                $"{e.Message} The old key in the secret '{vault.SecretName}' was not changed. Run the rotation again: it {(vault.Kind.ShowsUse ? "revokes" : "names")} a key that was created but not stored.",
                e);
        }
    }

    // The content that the vault stored instead of the new key must not prevent the next run.
    private string ClearStaging()
    {
        try
        {
            vault.ClearStaging(state);
            return "";
        }
        catch (Exception)
        {
            // The error that is being reported describes the problem with the vault.
            return $" The secret '{vault.StagingName}' may contain a part of its value and could not be cleared.";
        }
    }
}
