using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Replaces the API key in a secret with a new key, and revokes the old key after the new key has been stored and verified.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OwoxApiKeyRotation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = VaultSet)]
[OutputType(typeof(OwoxApiKeyRotation))]
public sealed class InvokeOwoxApiKeyRotationCommand : KeyRotationCmdletBase
{
    private ApiKeyKind? _kind;

    /// <summary>When the new key expires. Default: never.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The lifetime of the new key: 90.00:00 is 90 days.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    private protected override KeyKind Kind => _kind ??= new ApiKeyKind(this);

    private protected override void CheckParameters() => _kind!.ExpiresAt = ApiKeyExpiry.Resolve(ExpiresAt, ExpiresIn, DateTimeOffset.UtcNow);
}
