using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Creates an API key. Its value, which cannot be retrieved later, is stored in a vault or returned as a SecureString.</summary>
[Cmdlet(VerbsCommon.New, "OwoxApiKey", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxCreatedApiKey))]
public sealed class NewOwoxApiKeyCommand : NewKeyCmdletBase
{
    private ApiKeyKind? _kind;

    /// <summary>When the key expires. Default: never.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The lifetime of the key: 90.00:00 is 90 days.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    private protected override KeyKind Kind => _kind ??= new ApiKeyKind(this);

    private protected override void CheckParameters() => _kind!.ExpiresAt = ApiKeyExpiry.Resolve(ExpiresAt, ExpiresIn, DateTimeOffset.UtcNow);

    private protected override object CreateResult(IssuedKey key, KeyPlace place) => new OwoxCreatedApiKey(key, ResolveConnection().Origin, DateTimeOffset.UtcNow)
    {
        SecretName = place.SecretName,
        Vault = place.Vault,
        Value = place.Value,
    };
}
