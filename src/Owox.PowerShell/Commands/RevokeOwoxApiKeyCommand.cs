using System;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.ApiKeys;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Commands;

/// <summary>Revokes API keys for good. Whatever uses them stops working within 15 minutes.</summary>
[Cmdlet(VerbsSecurity.Revoke, "OwoxApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RevokeOwoxApiKeyCommand : ApiKeyCommand
{
    /// <summary>API key IDs (pmk_…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ToIdOf("ApiKey", typeof(OwoxApiKey), typeof(OwoxNewApiKey))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Revokes without asking, and a key that a connection of this session uses, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private OwoxApiKey[]? _keys;

    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            OrReport(id, () => Revoke(id));
        }
    }

    private void Revoke(string id)
    {
        _keys ??= Call(static (client, stop) => ApiKeyList.ReadAsync(client, includeRevoked: true, stop));
        var key = Array.Find(_keys, k => k.Id == id);
        if (key is { Status: ApiKeyStatus.Revoked })
        {
            WriteWarning($"The API key '{key.Name}' ({id}) was revoked before; nothing changed.");
            return;
        }

        var user = ConnectionStore.ForThisRunspace.All.FirstOrDefault(connection => connection.ApiKeyId == id);
        if (user is not null && !Force)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyInUse,
                $"The connection '{user.Name}' of this session uses the API key {id}: revoking it would cut that connection off. Disconnect it first, or revoke all the same with -Force.");
        }

        var what = key is null ? $"API key {id}" : $"API key '{key.Name}' ({id}), last used {key.LastUsedAt?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "never"}";
        if ((Force && !this.IsTrialRun()) || ShouldProcess(what, "Revoke for good"))
        {
            CallVoid((client, stop) => client.ApiKeys.RevokeAsync(id, stop));
        }
    }
}
