using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.LicenseKeys;

namespace Owox.PowerShell.Commands.LicenseKeys;

/// <summary>Renames a license key. Its value does not change.</summary>
[Cmdlet(VerbsCommon.Rename, "OwoxLicenseKey", SupportsShouldProcess = true)]
[OutputType(typeof(OwoxLicenseKey))]
public sealed class RenameOwoxLicenseKeyCommand : RenameKeyCmdletBase
{
    /// <summary>The license key ID.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LicenseKeyId")]
    [ArgumentCompleter(typeof(LicenseKeyIdCompleter))]
    [ResourceIdTransformation("LicenseKey", typeof(OwoxLicenseKey), typeof(OwoxCreatedLicenseKey), IsSingle = true)]
    [ValidateNotNullOrEmpty]
    public override string Id { get; set; } = "";

    private protected override KeyKind Kind => field ??= new LicenseKeyKind(this);

    private protected override object CreateResult(IssuedKey key, bool isRevoked) => new OwoxLicenseKey(key, DateTimeOffset.UtcNow);
}
