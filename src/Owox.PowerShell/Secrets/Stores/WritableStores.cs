using Owox.PowerShell.Secrets.KeyVaults;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>Opens the store that -Vault, -KeyVault and -IdentityClientId specify.</summary>
internal static class WritableStores
{
    /// <param name="cmdlet">The cmdlet with the parameters.</param>
    /// <param name="vault">A vault of SecretManagement, or the address of a key vault as in the property Vault of results; null for the default vault.</param>
    /// <param name="keyVault">The address of a key vault; null for a vault of SecretManagement.</param>
    /// <param name="identityClientId">The client ID of the identity that signs in to the key vault; null for the default identity.</param>
    /// <param name="connection">Returns the connection, whose network options also apply to the key vault.</param>
    /// <exception cref="OwoxVaultException">The vault does not exist.</exception>
    /// <exception cref="OwoxConfigurationException">The address of the key vault is not valid.</exception>
    public static IWritableSecretStore Open(OwoxCmdletBase cmdlet, string? vault, string? keyVault, string? identityClientId, Func<OwoxConnection> connection)
    {
        var address = keyVault ?? (vault?.IndexOf("://", StringComparison.Ordinal) > 0 ? vault : null);
        return address is null ? SecretVault.Open(vault, cmdlet) : KeyVaultStore.Open(address, identityClientId, connection().Session.Options, cmdlet);
    }
}
