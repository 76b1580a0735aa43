using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Rotation;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Commands.Keys;

/// <summary>
/// The base class of cmdlets that replace the key in a secret with a new key, and revoke the old key after the new key has been stored and
/// verified.
/// </summary>
public abstract class KeyRotationCmdletBase : ConnectionCmdletBase
{
    private protected const string VaultSet = "Vault";

    private OpenedStores? _stores;

    /// <summary>The secrets whose keys are rotated.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [SecretNameTransformation]
    [ValidateNotNullOrEmpty]
    public string[] SecretName { get; set; } = [];

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The address of the Azure Key Vault with the secret, for example https://owox.vault.azure.net, instead of a vault of SecretManagement.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ExcludesParameters(nameof(Vault))]
    [ArgumentCompleter(typeof(KeyVaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyVault { get; set => Bind(ref field, value); }

    /// <summary>The client ID of the user-assigned identity that signs in to the key vault. Default: the variable AZURE_CLIENT_ID.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [RequiresParameter(nameof(KeyVault))]
    [ValidateNotNullOrEmpty]
    public string? IdentityClientId { get; set => Bind(ref field, value); }

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

    /// <summary>The kind of the keys. Read after the parameters are bound.</summary>
    private protected abstract KeyKind Kind { get; }

    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());

    /// <summary>Checks the parameters of one kind of keys, for each secret.</summary>
    private protected virtual void CheckParameters()
    {
    }

    private protected override void ProcessInput()
    {
        foreach (var secret in SecretName)
        {
            InvokeNonTerminating(secret, () => Rotate(secret));
        }
    }

    private void Rotate(string secret)
    {
        SecretNameTransformationAttribute.Require(secret);
        CheckParameters();
        var vault = new RotationVault(Kind, (_stores ??= new OpenedStores(this)).Open(Vault, KeyVault, IdentityClientId), secret, Description);
        var lookup = new RotationLookup(vault);
        if (lookup.StagedSecret() is { } rotated)
        {
            Skip(vault, rotated);
            return;
        }

        var (state, plan) = lookup.Read();
        if (!this.IsWhatIf())
        {
            // Nothing is written to a vault if the connection does not permit the requests afterwards.
            Kind.RequireChanges();
        }

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

        WarnAboutUnknown(plan);
        var rotator = new KeyRotator(plan, vault, state, KeepOld ? GracePeriod : null);
        var result = rotator.Run();
        WriteObject(result);
        WriteNotices(result, rotator.KeepsMetadata);
    }

    private void WriteNotices(OwoxKeyRotation result, bool keepsMetadata)
    {
        if (result.RevokeOldAfter is { } after)
        {
            WriteWarning(FormattableString.Invariant($"The old key {result.OldKeyId} is still active. Run this command again after {after.UtcDateTime:yyyy-MM-dd HH:mm} UTC to revoke it."));
        }

        if (Kind.NeedsMetadata && !keepsMetadata)
        {
            WriteWarning($"The vault '{result.Vault}' did not store the metadata. At the next rotation, specify the ID of the new key: -Id {result.NewKeyId} -TrustId.");
        }
    }

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
            : $"Complete the rotation to {plan.NewKey.Id}{(plan.OldKeyId is null ? "" : $", then revoke the old key {plan.OldKeyId}")}";
        var first = plan.Obsolete.Count == 0 ? "" : $". Before that, revoke {string.Join(", ", plan.Obsolete.Select(static key => key.Id))}, which earlier runs created and did not store";
        return ShouldProcess($"secret '{vault.SecretName}' in the vault '{vault.VaultName}'", what + first);
    }

    // Before a key is created: with -WarningAction Stop, the warning ends the command.
    private void WarnAboutUnknown(RotationPlan plan)
    {
        foreach (var id in plan.Unknown.Select(static key => key.Id))
        {
            WriteWarning(
                $"Another rotation of the same key created the {Kind.Noun} {id}, which was not revoked, because another secret may contain it. "
                + $"If that rotation was interrupted and no secret contains the key, revoke it: Revoke-{Kind.CmdletNoun} {id}.");
        }
    }
}
