using System.Globalization;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>
/// Revokes API keys permanently. Programs that use them stop working within 15 minutes. -Force also revokes a key that a connection of this
/// session uses.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "OwoxApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RevokeOwoxApiKeyCommand : RevokeKeyCmdletBase
{
    private OwoxApiKey[]? _keys;

    /// <summary>API key IDs (pmk_…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ResourceIdTransformation("ApiKey", typeof(OwoxApiKey), typeof(OwoxStaleApiKey), typeof(OwoxCreatedApiKey))]
    [ValidateNotNullOrEmpty]
    public override string[] Id { get; set; } = [];

    private protected override KeyKind Kind => field ??= new ApiKeyKind(this);

    private protected override void Refresh() => _keys = null;

    private protected override bool CanRevoke(string id, out string description)
    {
        _keys ??= Call(static (client, cancellationToken) => ApiKeyInventory.ReadAsync(client, includeRevoked: true, cancellationToken));
        var key = Array.Find(_keys, k => k.Id == id);
        description = key is null ? $"API key {id}" : $"API key '{key.Name}' ({id}), last used {key.LastUsedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "never"}";
        if (key is { Status: ApiKeyStatus.Revoked })
        {
            WriteWarning($"The API key '{key.Name}' ({id}) is already revoked; nothing changed.");
            return false;
        }

        var user = ConnectionStore.ForCurrentRunspace.All.FirstOrDefault(connection => connection.ApiKeyId == id);
        if (user is not null && !Force)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyInUse,
                $"The connection '{user.Name}' of this session uses the API key {id} and would stop working if the key were revoked. Disconnect it first, or specify -Force to revoke the key anyway.");
        }

        return true;
    }
}
