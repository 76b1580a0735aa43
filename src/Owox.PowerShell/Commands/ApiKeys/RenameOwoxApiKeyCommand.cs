using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.ApiKeys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Renames an API key. The key value does not change.</summary>
[Cmdlet(VerbsCommon.Rename, "OwoxApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(OwoxApiKey))]
public sealed class RenameOwoxApiKeyCommand : ApiKeyCmdletBase
{
    /// <summary>The API key ID (pmk_…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ResourceIdTransformation("ApiKey", typeof(OwoxApiKey), typeof(OwoxCreatedApiKey), IsSingle = true)]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "";

    /// <summary>The new name; at most 100 characters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string NewName { get; set; } = "";

    /// <summary>Allows the name of another existing key.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the renamed key.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput() => InvokeNonTerminating(Id, () =>
    {
        ApiKeyValidation.CheckName(NewName);
        var old = CheckedKeys().FirstOrDefault(key => key.ApiKeyId == Id)?.Name;
        if (!ShouldProcess($"{old ?? "API key"} ({Id})", $"Rename to '{NewName}'"))
        {
            return;
        }

        if (WasPrompted)
        {
            _ = CheckedKeys();
        }

        var renamed = Call((client, cancellationToken) => client.ApiKeys.RenameAsync(Id, NewName, cancellationToken));
        if (PassThru)
        {
            var now = DateTimeOffset.UtcNow;
            var status = old is null ? ApiKeyStatus.Revoked : renamed.ExpiresAt <= now ? ApiKeyStatus.Expired : ApiKeyStatus.Active;
            WriteObject(new OwoxApiKey(renamed, status, ResolveConnection().Origin, now));
        }
    });

    // The member's keys, after the new name was found to be unused.
    private ApiKeyInfo[] CheckedKeys()
    {
        var keys = GetActiveKeys();
        return !Force && keys.FirstOrDefault(key => key.Name == NewName && key.ApiKeyId != Id) is { } other
            ? throw new OwoxConfigurationException(
                ErrorReason.ApiKeyNameInUse, $"The name '{NewName}' is already used by the key {other.ApiKeyId}. Choose another name, or specify -Force to use the name for both keys.")
            : keys;
    }
}
