using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Secrets.ApiKeys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Revokes API keys permanently. Programs that use them stop working within 15 minutes.</summary>
[Cmdlet(VerbsSecurity.Revoke, "OwoxApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RevokeOwoxApiKeyCommand : ApiKeyCmdletBase
{
    /// <summary>API key IDs (pmk_…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ResourceIdTransformation("ApiKey", typeof(OwoxApiKey), typeof(OwoxCreatedApiKey))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Suppresses the confirmation prompt, and also revokes a key that a connection of this session uses.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private OwoxApiKey[]? _keys;

    private protected override void ProcessInput()
    {
        foreach (var id in Id)
        {
            InvokeNonTerminating(id, () => Revoke(id));
        }
    }

    private void Revoke(string id)
    {
        if (!CanRevoke(id, out var key))
        {
            return;
        }

        var what = key is null ? $"API key {id}" : $"API key '{key.Name}' ({id}), last used {key.LastUsedAt?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "never"}";
        if (!ShouldProcess(what, "Revoke permanently"))
        {
            return;
        }

        if (WasPrompted)
        {
            _keys = null;
            if (!CanRevoke(id, out _))
            {
                return;
            }
        }

        CallVoid((client, cancellationToken) => client.ApiKeys.RevokeAsync(id, cancellationToken));
    }

    private bool CanRevoke(string id, out OwoxApiKey? key)
    {
        _keys ??= Call(static (client, cancellationToken) => ApiKeyInventory.ReadAsync(client, includeRevoked: true, cancellationToken));
        key = Array.Find(_keys, k => k.Id == id);
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
