using Owox.PowerShell.Secrets.KeyVaults;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>The base class of cmdlets that manage API keys. They require the connection of a member.</summary>
public abstract class ApiKeyCmdletBase : ConnectionCmdletBase
{
    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () =>
    {
        var connection = ResolveConnection();
        _ = new OwoxClient(connection.Session).ApiKeys;
    });

    /// <summary>
    /// Opens the key vault, or the vault of SecretManagement. Results of earlier commands have the address of a key vault in the property Vault.
    /// </summary>
    /// <param name="vault">The name of the vault; null for the default vault.</param>
    /// <param name="keyVault">The address of the key vault; null for none.</param>
    /// <param name="clientId">The client ID of the identity for the key vault; null for the default.</param>
    private protected IWritableSecretStore OpenStore(string? vault, string? keyVault, string? clientId)
    {
        var address = keyVault ?? (vault?.IndexOf("://", StringComparison.Ordinal) > 0 ? vault : null);
        return address is null ? SecretVault.Open(vault, this) : KeyVaultStore.Open(address, clientId, ResolveConnection().Session.Options, this);
    }

    /// <summary>Returns the member's keys that are not revoked.</summary>
    private protected ApiKeyInfo[] GetActiveKeys() =>
        Call(static (client, cancellationToken) => client.ApiKeys.ListAsync(includeRevoked: false, cancellationToken));
}
