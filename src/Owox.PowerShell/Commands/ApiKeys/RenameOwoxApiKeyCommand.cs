using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Renames an API key. The key value does not change.</summary>
[Cmdlet(VerbsCommon.Rename, "OwoxApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(OwoxApiKey))]
public sealed class RenameOwoxApiKeyCommand : RenameKeyCmdletBase
{
    /// <summary>The API key ID (pmk_…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ResourceIdTransformation("ApiKey", typeof(OwoxApiKey), typeof(OwoxStaleApiKey), typeof(OwoxCreatedApiKey), IsSingle = true)]
    [ValidateNotNullOrEmpty]
    public override string Id { get; set; } = "";

    private protected override KeyKind Kind => field ??= new ApiKeyKind(this);

    private protected override object CreateResult(IssuedKey key, bool isRevoked)
    {
        var now = DateTimeOffset.UtcNow;
        var status = isRevoked ? ApiKeyStatus.Revoked : key.ExpiresAt <= now ? ApiKeyStatus.Expired : ApiKeyStatus.Active;
        return new OwoxApiKey(key, status, ResolveConnection().Origin, now);
    }
}
