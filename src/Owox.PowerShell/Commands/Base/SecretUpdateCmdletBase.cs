using System.Management.Automation;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that replace the value of a secret, and keep its type, its metadata and its description.</summary>
public abstract class SecretUpdateCmdletBase : SecretStoreCmdletBase
{
    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public override string? Vault { get; set; }

    /// <summary>The description in the metadata of the secret. Default: the existing description.</summary>
    [Parameter]
    public string? Description { get; set; }
}
