using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>Removes credentials and their secrets permanently.</summary>
[Cmdlet(VerbsCommon.Remove, "OwoxCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOwoxCredentialCommand : ConnectionCmdletBase
{
    /// <summary>The IDs or full titles of credentials.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CredentialId")]
    [ArgumentCompleter(typeof(CredentialIdCompleter))]
    [ResourceIdTransformation("Credential", typeof(Credential))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Suppresses the confirmation prompt.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private CredentialResolver? _credentials;

    private protected override void ProcessInput()
    {
        foreach (var id in Id)
        {
            InvokeForItem(Id.Length, id, () => Remove((_credentials ??= new CredentialResolver(this)).IdOf(id)));
        }
    }

    private void Remove(string id)
    {
        var credential = Call((client, cancellationToken) => client.Credentials.GetAsync(id, cancellationToken));
        var used = credential.LastUsedAt is { } time ? $"last used {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "never used";
        var uses = credential.UsedBy.Length > 0 ? FormattableString.Invariant($", in use by {credential.UsedBy.Length}") : "";
        if (ShouldProcess(ServerTextSanitizer.Sanitize($"credential '{credential.Title}' ({id}), {used}{uses}", [])!, "Remove permanently"))
        {
            CallVoid((client, cancellationToken) => client.Credentials.RemoveAsync(id, cancellationToken));
        }
    }
}
