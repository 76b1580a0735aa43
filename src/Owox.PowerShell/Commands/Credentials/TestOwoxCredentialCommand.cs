using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>Makes the server send the secret of credentials to their service, and returns whether the service accepted it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OwoxCredential")]
[OutputType(typeof(OwoxCredentialTest))]
public sealed class TestOwoxCredentialCommand : ConnectionCmdletBase
{
    /// <summary>The IDs or full titles of credentials.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CredentialId")]
    [ArgumentCompleter(typeof(CredentialIdCompleter))]
    [ResourceIdTransformation("Credential", typeof(Credential))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    private CredentialResolver? _credentials;

    private protected override void ProcessInput()
    {
        foreach (var id in Id)
        {
            InvokeForItem(Id.Length, id, () =>
            {
                _credentials ??= new CredentialResolver(this);
                var item = _credentials.Find(id);
                WriteObject(new OwoxCredentialTest(Call((client, cancellationToken) => client.Credentials.ValidateAsync(item.Id, cancellationToken))));
            });
        }
    }
}
