using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.ApiKeys;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands;

/// <summary>Replaces the API key in a secret by a new one, and revokes the old one once the new one is stored and proven.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OwoxApiKeyRotation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(OwoxApiKeyRotation))]
public sealed class InvokeOwoxApiKeyRotationCommand : ApiKeyCommand, IRotationHost
{
    /// <summary>The secrets whose keys are to be rotated.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SecretName { get; set; } = [];

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>When the new key ends. Default: never.</summary>
    [Parameter]
    [ToMoment]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>After how long the new key ends: 90.00:00 is 90 days.</summary>
    [Parameter]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>A note beside the secret, where the vault takes notes.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Leaves the old key alive for -GracePeriod. Running again after that revokes it.</summary>
    [Parameter]
    public SwitchParameter KeepOld { get; set; }

    /// <summary>How long the old key is left alive with -KeepOld. Default: one day.</summary>
    [Parameter]
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Rotates without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    T IRotationHost.Call<T>(Func<OwoxClient, CancellationToken, Task<T>> work) => Call(work);

    bool IRotationHost.Prove(ApiKey key)
    {
        var options = ResolveConnection().Session.Options;
        return Await((log, stop) => KeyProof.ProveAsync(key, options, log, stop));
    }

    protected override void ProcessRecord()
    {
        foreach (var secret in SecretName)
        {
            OrReport(secret, () => Rotate(secret));
        }
    }

    private void Rotate(string secret)
    {
        var terms = Terms();
        var origin = ApiOrigin.Parse(terms.Origin, allowUnencrypted: true);
        var vault = new RotationVault(Vaults.Vault.Open(Vault, Host, Stop), secret, allowUnencrypted: true);
        var (current, next) = (vault.Current(), vault.Next());
        if (current is not null && !current.Origin.Equals(origin))
        {
            throw new OwoxVaultException(
                ErrorReason.RotationRefused,
                $"The API key in the secret '{secret}' is one of {current.Origin}, and the connection is to {origin}. Connect as a member of that deployment.");
        }

        var plan = RotationPlan.Make(LiveKeys(), current, next, vault);
        if (MayRotate(plan, vault))
        {
            var result = new Rotation(plan, vault, terms, this).Run();
            WriteObject(result);
            if (result.RevokeOldAfter is { } after)
            {
                WriteWarning($"The old key {result.OldKeyId} still works. Run this again after {after.LocalDateTime:yyyy-MM-dd HH:mm} to revoke it.");
            }
        }
    }

    private bool MayRotate(RotationPlan plan, RotationVault vault)
    {
        var what = plan.NewKey is null
            ? $"Create a key '{plan.Name}', store it, prove it, then {(KeepOld ? $"leave the old key {plan.OldKeyId} for {GracePeriod}" : $"revoke the old key {plan.OldKeyId}")}"
            : $"Finish the rotation to {plan.NewKey.ApiKeyId}{(plan.OldKeyId is null ? "" : $", then revoke the old key {plan.OldKeyId}")}";
        return (Force && !this.IsTrialRun()) || ShouldProcess($"secret '{vault.SecretName}' in the vault '{vault.VaultName}'", what);
    }

    private RotationTerms Terms()
    {
        ApiKeyRules.RefuseTicks(GracePeriod, "-GracePeriod");
        var expiry = ApiKeyRules.Expiry(ExpiresAt, ExpiresIn, DateTimeOffset.UtcNow);
        return new RotationTerms(ResolveConnection().Origin, expiry, Description, KeepOld, GracePeriod);
    }
}
