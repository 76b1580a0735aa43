using System.Management.Automation;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.LicenseKeys;

namespace Owox.PowerShell.Commands.LicenseKeys;

/// <summary>Creates a license key for a self-managed deployment. Its value, which cannot be retrieved later, is stored in a vault or returned as a SecureString.</summary>
[Cmdlet(VerbsCommon.New, "OwoxLicenseKey", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxCreatedLicenseKey))]
public sealed class NewOwoxLicenseKeyCommand : NewKeyCmdletBase
{
    private LicenseKeyKind? _kind;

    /// <summary>The address of the deployment that the license is for, for example https://data-marts.example.com.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Origin { get; set; } = "";

    private protected override KeyKind Kind => _kind ??= new LicenseKeyKind(this);

    private protected override void CheckParameters() => _kind!.Origin = ApiOrigin.Parse(Origin, allowUnencrypted: true).ToString();

    private protected override object CreateResult(IssuedKey key, KeyPlace place) => new OwoxCreatedLicenseKey(key, place, DateTimeOffset.UtcNow);
}
