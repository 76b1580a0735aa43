namespace Owox.PowerShell.Secrets.Stores;

/// <summary>The stores that a cmdlet has opened for the objects of its pipeline. Each keeps its runspace or its access token until the cmdlet ends.</summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class OpenedStores(ConnectionCmdletBase cmdlet)
{
    private readonly Dictionary<(string? Vault, string? KeyVault, string? IdentityClientId), IWritableSecretStore> _stores = [];

    /// <summary>Opens the store of these parameters: <see cref="WritableStores.Open"/>. The connection of a cmdlet is the same for all objects.</summary>
    public IWritableSecretStore Open(string? vault, string? keyVault, string? identityClientId)
    {
        var parameters = (vault, keyVault, identityClientId);
        if (!_stores.TryGetValue(parameters, out var store))
        {
            store = _stores[parameters] = WritableStores.Open(cmdlet, vault, keyVault, identityClientId, cmdlet.ResolveConnection);
        }

        return store;
    }
}
