using System.Management.Automation;
using System.Security;
using System.Text;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Secrets.KeyVaults;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>A secret in a store, which is read when it is needed.</summary>
/// <param name="Store">The store.</param>
/// <param name="Name">The name of the secret; for a file, its full path; for a command, empty.</param>
internal sealed record SecretSource(ISecretStore Store, string Name)
{
    /// <summary>A secret in a vault of SecretManagement.</summary>
    /// <exception cref="OwoxVaultException">The vault does not exist.</exception>
    public static SecretSource InVault(string secretName, string? vaultName, OwoxCmdletBase cmdlet)
    {
        var vault = SecretVault.Open(vaultName, cmdlet);
        if (vaultName is null)
        {
            cmdlet.WriteVerbose($"Reading the secret '{secretName}' from the default vault, '{vault.Name}'.");
        }

        return new SecretSource(vault, secretName);
    }

    /// <summary>A secret in an Azure Key Vault. No request is sent.</summary>
    /// <exception cref="OwoxConfigurationException">The address or the client ID is not valid.</exception>
    public static SecretSource InKeyVault(string address, string secretName, string? clientId, OwoxSessionOptions options, OwoxCmdletBase cmdlet) =>
        new(KeyVaultStore.Open(address, clientId, options, cmdlet), secretName);

    /// <summary>A secret in a file that only this account can read.</summary>
    /// <exception cref="OwoxConfigurationException">The path is not that of a file.</exception>
    public static SecretSource InFile(string path, PSCmdlet cmdlet)
    {
        var store = SecretFileStore.Files;
        return new SecretSource(store, InputFile.Resolve(cmdlet, path, why => store.Unreadable(path, why)));
    }

    /// <summary>The output of a command. It is not run yet.</summary>
    /// <exception cref="OwoxConfigurationException">The value is neither a script block nor a program.</exception>
    public static SecretSource InCommand(object command, OwoxCmdletBase cmdlet) => new(SecretCommand.Create(command, cmdlet), "");

    /// <summary>A credential of systemd.</summary>
    /// <exception cref="OwoxConfigurationException">The service has no such credential.</exception>
    public static SecretSource InSystemdCredential(string name) => new(SecretFileStore.SystemdCredentials, SystemdCredential.FindPath(name));

    /// <summary>Returns the secret in its stored type.</summary>
    /// <exception cref="OwoxException">The secret does not exist or cannot be read.</exception>
    public object Read() => Store.Get(Name);

    /// <summary>Returns the secret as text, unchanged. A hashtable is not text.</summary>
    /// <exception cref="OwoxException">The secret does not exist, cannot be read, or is not text.</exception>
    public SecureString ReadText() => Read() switch
    {
        SecureString value => value,
        string value => SecureStringExtensions.ToSecureString(value),
        PSCredential value => value.Password,
        byte[] value => SecureStringExtensions.ToSecureString(Encoding.UTF8.GetString(value)),
        var other => throw new OwoxVaultException(
            ErrorReason.SecretTypeUnsupported,
            $"The secret '{Name}' cannot be used, because its type is {other.GetType().Name}. Store it as a string, a SecureString, a PSCredential (the secret as its password), or bytes."),
    };
}
