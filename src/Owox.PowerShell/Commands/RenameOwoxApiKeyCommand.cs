using System;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.ApiKeys;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands;

/// <summary>Gives an API key another name. The key itself does not change.</summary>
[Cmdlet(VerbsCommon.Rename, "OwoxApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(OwoxApiKey))]
public sealed class RenameOwoxApiKeyCommand : ApiKeyCommand
{
    /// <summary>The API key ID (pmk_…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ToIdOf("ApiKey", typeof(OwoxApiKey), typeof(OwoxNewApiKey), IsSingle = true)]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "";

    /// <summary>The new name, of at most 100 characters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string NewName { get; set; } = "";

    /// <summary>Takes a name that another key has already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the renamed key.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => OrReport(Id, () =>
    {
        ApiKeyRules.CheckName(NewName);
        var keys = LiveKeys();
        if (!Force && keys.FirstOrDefault(key => key.Name == NewName && key.ApiKeyId != Id) is { } other)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyNameInUse, $"The name '{NewName}' is in use by the key {other.ApiKeyId}. Choose another, or take it all the same with -Force.");
        }

        var old = keys.FirstOrDefault(key => key.ApiKeyId == Id)?.Name;
        if (!ShouldProcess($"{old ?? "API key"} ({Id})", $"Rename to '{NewName}'"))
        {
            return;
        }

        var renamed = Call((client, stop) => client.ApiKeys.RenameAsync(Id, NewName, stop));
        if (PassThru)
        {
            var now = DateTimeOffset.UtcNow;
            var status = old is null ? ApiKeyStatus.Revoked : renamed.ExpiresAt <= now ? ApiKeyStatus.Expired : ApiKeyStatus.Active;
            WriteObject(new OwoxApiKey(renamed, status, ResolveConnection().Origin, now));
        }
    });
}
