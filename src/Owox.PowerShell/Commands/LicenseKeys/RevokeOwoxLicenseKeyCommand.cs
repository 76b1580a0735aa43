using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.LicenseKeys;

namespace Owox.PowerShell.Commands.LicenseKeys;

/// <summary>Revokes license keys permanently. A deployment that uses a revoked key loses its license.</summary>
[Cmdlet(VerbsSecurity.Revoke, "OwoxLicenseKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RevokeOwoxLicenseKeyCommand : RevokeKeyCmdletBase
{
    private IssuedKey[]? _keys;

    /// <summary>License key IDs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LicenseKeyId")]
    [ArgumentCompleter(typeof(LicenseKeyIdCompleter))]
    [ResourceIdTransformation("LicenseKey", typeof(OwoxLicenseKey), typeof(OwoxCreatedLicenseKey))]
    [ValidateNotNullOrEmpty]
    public override string[] Id { get; set; } = [];

    private protected override KeyKind Kind => field ??= new LicenseKeyKind(this);

    private protected override void Refresh() => _keys = null;

    private protected override bool CanRevoke(string id, out string description)
    {
        // The server does not list revoked keys, and accepts that one is revoked again.
        _keys ??= Kind.List();
        description = Array.Find(_keys, key => key.Id == id) is { } key
            ? $"license key '{key.Name}' ({id}) for {key.Origin}, last used {key.LastUsedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "never"}"
            : $"license key {id}, which the server does not list because it is revoked or does not exist";
        return true;
    }
}
