using System.Management.Automation;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.LicenseKeys;

namespace Owox.PowerShell.Commands.LicenseKeys;

/// <summary>
/// Replaces the license key in a secret with a new key for the same deployment, and revokes the old key after the new key has been stored and
/// verified.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "OwoxLicenseKeyRotation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = VaultSet)]
[OutputType(typeof(OwoxLicenseKeyRotation))]
public sealed class InvokeOwoxLicenseKeyRotationCommand : KeyRotationCmdletBase
{
    /// <summary>The ID of the license key in the secret. Only necessary if the metadata of the secret does not contain it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("LicenseKeyId")]
    [ArgumentCompleter(typeof(LicenseKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    /// <summary>States that the secret contains the license key of -Id, if the metadata of the secret does not show it.</summary>
    [Parameter]
    public SwitchParameter TrustId { get; set; }

    // The ID can be different for each object of the pipeline.
    private protected override KeyKind Kind => new LicenseKeyKind(this, Id, TrustId);

    private protected override void CheckParameters()
    {
        // -Id can come from the pipeline, so this is not checked before the first input.
        if (TrustId && Id is null)
        {
            throw new OwoxConfigurationException(ErrorReason.ParameterHasNoEffect, "-TrustId has no effect without -Id. Specify the ID of the license key in the secret, or remove -TrustId.");
        }

        if (Id is not null && SecretName.Length > 1)
        {
            throw new OwoxConfigurationException(ErrorReason.ParameterConflict, "-Id is the ID of one license key, and cannot be used with several secrets. Rotate each secret separately.");
        }
    }
}
