using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Rotation;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Replaces the API key in a secret with a new key, and revokes the old key after the new key has been stored and verified.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OwoxApiKeyRotation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(OwoxApiKeyRotation))]
public sealed class InvokeOwoxApiKeyRotationCommand : ApiKeyCmdletBase
{
    /// <summary>The secrets whose keys are rotated.</summary>
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

    /// <summary>The address of the Azure Key Vault with the secrets, instead of a vault of SecretManagement.</summary>
    [Parameter]
    [ExcludesParameters(nameof(Vault))]
    [ArgumentCompleter(typeof(KeyVaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyVault { get; set; }

    /// <summary>The client ID of the user-assigned identity that signs in to the key vault. Default: the variable AZURE_CLIENT_ID.</summary>
    [Parameter]
    [RequiresParameter(nameof(KeyVault))]
    [ValidateNotNullOrEmpty]
    public string? IdentityClientId { get; set; }

    /// <summary>When the new key expires. Default: never.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The lifetime of the new key: 90.00:00 is 90 days.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>The description in the metadata of the secret. Default: the existing description.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Keeps the old key valid for -GracePeriod. A later run of the cmdlet revokes it.</summary>
    [Parameter]
    public SwitchParameter KeepOld { get; set; }

    /// <summary>How long the old key stays valid with -KeepOld. Default: one day.</summary>
    [Parameter]
    [TimeSpanTransformation]
    [RequiresParameter(nameof(KeepOld))]
    public TimeSpan? GracePeriod { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Suppresses the confirmation prompt.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessInput()
    {
        foreach (var secret in SecretName)
        {
            InvokeNonTerminating(secret, () => Rotate(secret));
        }
    }

    private void Rotate(string secret)
    {
        var options = Options();
        var vault = RotationVault.Open(OpenStore(Vault, KeyVault, IdentityClientId), secret, Description);
        var lookup = new RotationLookup(vault, ApiOrigin.Parse(options.Origin, allowUnencrypted: true), ListKeys);
        if (lookup.StagedSecret() is { } rotated)
        {
            Skip(vault, rotated);
            return;
        }

        var (state, plan) = lookup.Read();
        if (!MayRotate(plan, vault))
        {
            return;
        }

        if (WasPrompted)
        {
            var (now, again) = lookup.Read();
            if (!now.HasSameKeys(state) || !again.IsSameAs(plan))
            {
                throw new RotationErrors(vault).Conflict("No key was created.");
            }
        }

        var result = new ApiKeyRotator(plan, vault, state, options, this).Run();
        WriteObject(result);
        if (result.RevokeOldAfter is { } after)
        {
            WriteWarning($"The old key {result.OldKeyId} is still active. Run this command again after {after.LocalDateTime:yyyy-MM-dd HH:mm} to revoke it.");
        }
    }

    private ApiKeyInfo[] ListKeys(bool includeRevoked) => Call((client, cancellationToken) => client.ApiKeys.ListAsync(includeRevoked, cancellationToken));

    // A list of secrets also contains the staging secrets, which no job uses.
    private void Skip(RotationVault vault, string rotated)
    {
        var message = $"The secret '{vault.SecretName}' in the vault '{vault.VaultName}' is the staging secret of '{rotated}' and was not rotated. Rotate '{rotated}' instead.";
        if (IsSingleInput(SecretName.Length))
        {
            throw RotationErrors.NotPossible(message);
        }

        WriteWarning(message);
    }

    private bool MayRotate(RotationPlan plan, RotationVault vault)
    {
        var what = plan.NewKey is null
            ? $"Create a key '{plan.Name}', store it, verify it, then {(KeepOld ? $"keep the old key {plan.OldKeyId} for {GracePeriod}" : $"revoke the old key {plan.OldKeyId}")}"
            : $"Complete the rotation to {plan.NewKey.ApiKeyId}{(plan.OldKeyId is null ? "" : $", then revoke the old key {plan.OldKeyId}")}";
        return ShouldProcess($"secret '{vault.SecretName}' in the vault '{vault.VaultName}'", what);
    }

    private RotationOptions Options()
    {
        var expiry = ApiKeyValidation.Expiry(ExpiresAt, ExpiresIn, DateTimeOffset.UtcNow);
        return new RotationOptions(ResolveConnection().Origin, expiry, KeepOld, GracePeriod!.Value);
    }
}
