using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>Creates the new key of a rotation and stages it, and revokes keys whose values are lost.</summary>
internal sealed class RotationKeys(RotationPlan plan, RotationVault vault, RotationState state)
{
    private readonly RotationErrors _errors = new(vault);

    /// <summary>Revokes the keys that earlier runs created but could not store.</summary>
    public void RevokeOrphans()
    {
        foreach (var orphan in plan.Orphans)
        {
            vault.Kind.Revoke(orphan.Id);
        }
    }

    /// <summary>Revokes a key that is not needed. Returns the result as the end of a sentence.</summary>
    public string TryRevoke(string id)
    {
        try
        {
            vault.Kind.Revoke(id);
            return " and was revoked";
        }
        catch (OwoxException)
        {
            return " and could not be revoked; the next run revokes it";
        }
    }

    /// <summary>Creates the new key and stores it in the staging secret. If it cannot be stored, it is revoked.</summary>
    public (IssuedKey Info, StoredKey Staged) CreateAndStage()
    {
        var created = Create();
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
            throw _errors.Conflict($"The new key {created.Info.Id} of this run was not stored{TryRevoke(created.Info.Id)}.");
        }
        catch (OwoxException e)
        {
            // The value is lost, so the key must be revoked. If that fails too, the next run finds the key by its name.
            var end = TryRevoke(created.Info.Id);
            throw _errors.Incomplete($"the new key {created.Info.Id} could not be stored{end}.{ClearStaging()} The old key was not changed", e);
        }
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
                $"{e.Message} The old key in the secret '{vault.SecretName}' was not changed. Run the rotation again: it revokes a key that was created but not stored.",
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
        catch (OwoxException)
        {
            // The error that is being reported describes the problem with the vault.
            return $" The secret '{vault.StagingName}' may contain a part of its value and could not be cleared.";
        }
    }
}
