using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.KeyVaults;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that store secrets: in a vault of SecretManagement, or in an Azure Key Vault.</summary>
public abstract class SecretStoreCmdletBase : ConnectionCmdletBase
{
    /// <summary>The parameter set of the parameters that select the store. A cmdlet without another set has it as its default.</summary>
    private protected const string VaultSet = "Vault";

    /// <summary>The vault. Default: the account's default vault. Results of earlier commands have the address of a key vault in the property Vault.</summary>
    public abstract string? Vault { get; set; }

    /// <summary>The address of the Azure Key Vault with the secret, for example https://owox.vault.azure.net, instead of a vault of SecretManagement.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ExcludesParameters(nameof(Vault))]
    [ArgumentCompleter(typeof(KeyVaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyVault { get; set => Bind(ref field, value); }

    /// <summary>The client ID of the user-assigned identity that signs in to the key vault. Default: the variable AZURE_CLIENT_ID.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [RequiresParameter(nameof(KeyVault))]
    [ValidateNotNullOrEmpty]
    public string? IdentityClientId { get; set => Bind(ref field, value); }

    /// <summary>Opens the specified store.</summary>
    /// <exception cref="OwoxVaultException">The vault does not exist.</exception>
    /// <exception cref="OwoxConfigurationException">The address of the key vault is not valid.</exception>
    private protected IWritableSecretStore OpenStore()
    {
        var address = KeyVault ?? (Vault?.IndexOf("://", StringComparison.Ordinal) > 0 ? Vault : null);
        return address is null ? SecretVault.Open(Vault, this) : KeyVaultStore.Open(address, IdentityClientId, ResolveConnection().Session.Options, this);
    }
}
