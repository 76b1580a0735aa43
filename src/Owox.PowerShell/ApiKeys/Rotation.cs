using System;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.ApiKeys;

/// <summary>What a rotation does over the connection, on the pipeline thread.</summary>
internal interface IRotationHost
{
    T Call<T>(Func<OwoxClient, CancellationToken, Task<T>> work);

    bool Prove(ApiKey key);
}

/// <summary>How a key is rotated.</summary>
internal sealed record RotationTerms(string Origin, DateTimeOffset? ExpiresAt, string? Description, bool KeepOld, TimeSpan GracePeriod);

/// <summary>
/// Carries a plan out: create, keep beside, read back, prove, put in place, read back, and only then revoke the old key.
/// </summary>
internal sealed class Rotation(RotationPlan plan, RotationVault vault, RotationTerms terms, IRotationHost host)
{
    private string _doing = "";

    public OwoxApiKeyRotation Run()
    {
        if (plan.IsFinished)
        {
            vault.Clear();
            return Result(plan.NewKey!, RotationStatus.Completed);
        }

        foreach (var orphan in plan.Orphans)
        {
            Revoke(orphan.ApiKeyId);
        }

        var key = plan.NewKey is { } made && !IsUseless(made) ? made : CreateAndStage();
        try
        {
            if (key != plan.NewKey || plan.MustPromote)
            {
                Prove(vault.Next(), key, vault.NextName);
                Promote(key);
            }

            Prove(vault.Current(), key, vault.SecretName);
            return terms.KeepOld && plan.OldKeyId is not null && DateTimeOffset.UtcNow < KeepUntil(key) ? Keep(key) : Finish(key);
        }
        catch (OwoxException e) when (e.Reason != ErrorReason.RotationIncomplete)
        {
            throw Incomplete($"the new key {key.ApiKeyId} is stored, and {_doing} failed", e);
        }
    }

    // What an earlier run stored does not open: the vault changed it, or the key has expired. Nobody can use that key.
    private bool IsUseless(ApiKeyInfo made)
    {
        if (!plan.MustPromote || !plan.IsExpendable || plan.OldKeyId is null)
        {
            return false;
        }

        try
        {
            if (host.Prove(vault.Next()!))
            {
                return false;
            }
        }
        catch (OwoxAuthenticationException)
        {
            // The server's answer to a key that is not, or no longer, good.
        }

        Revoke(made.ApiKeyId);
        return true;
    }

    private DateTimeOffset KeepUntil(ApiKeyInfo key) => (key.CreatedAt ?? DateTimeOffset.UtcNow) + terms.GracePeriod;

    private ApiKeyInfo CreateAndStage()
    {
        var name = RotationName.For(plan.Name, plan.OldKeyId!);
        var created = host.Call((client, stop) => client.ApiKeys.CreateAsync(name, terms.ExpiresAt, stop));
        try
        {
            vault.PutNext(created.Value);
        }
        catch (OwoxException e)
        {
            // Nobody has the value: the key must not live on. Where this fails too, the next run finds it by its name.
            throw Incomplete($"the new key {created.Info.ApiKeyId} could not be stored{TakeBack(created.Info.ApiKeyId)}. The old key was not touched", e);
        }

        return created.Info;
    }

    private string TakeBack(string id)
    {
        try
        {
            Revoke(id);
            return " and was revoked again";
        }
        catch (OwoxException)
        {
            return ", and could not be revoked either: the next run does it";
        }
    }

    private void Promote(ApiKeyInfo key)
    {
        try
        {
            vault.Promote();
        }
        catch (OwoxException e)
        {
            throw Incomplete($"the new key {key.ApiKeyId} is safe in the secret '{vault.NextName}', and could not be put in place. The old key was not touched", e);
        }
    }

    private void Prove(ApiKey? stored, ApiKeyInfo key, string secret)
    {
        _doing = $"proving it with what the secret '{secret}' holds";
        if (stored?.Id != key.ApiKeyId || !host.Prove(stored))
        {
            throw Incomplete($"the secret '{secret}' does not hold the new key {key.ApiKeyId}. The old key was not touched", inner: null);
        }
    }

    private OwoxApiKeyRotation Keep(ApiKeyInfo key)
    {
        vault.Note(key, terms.Origin, terms.Description);
        _doing = $"removing the secret '{vault.NextName}'";
        vault.Clear();
        return Result(key, RotationStatus.OldKeyKept, KeepUntil(key));
    }

    private OwoxApiKeyRotation Finish(ApiKeyInfo key)
    {
        if (plan.OldKeyId is { } old)
        {
            _doing = $"revoking the old key {old}";
            Revoke(old);
        }

        _doing = $"giving it the name '{plan.Name}'";
        var renamed = key.Name == plan.Name ? key : host.Call((client, stop) => client.ApiKeys.RenameAsync(key.ApiKeyId, plan.Name, stop));
        vault.Note(renamed, terms.Origin, terms.Description);
        _doing = $"removing the secret '{vault.NextName}'";
        vault.Clear();
        return Result(renamed, RotationStatus.Completed);
    }

    private void Revoke(string id) => host.Call(async (client, stop) =>
    {
        await client.ApiKeys.RevokeAsync(id, stop).ConfigureAwait(false);
        return true;
    });

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

    private OwoxVaultException Incomplete(string what, Exception? inner) => new(
        ErrorReason.RotationIncomplete,
        $"The rotation of the secret '{vault.SecretName}' in the vault '{vault.VaultName}' is not finished: {what}. Run it again; it carries on from here."
        + (inner is null ? "" : " " + inner.Message),
        inner);
}
