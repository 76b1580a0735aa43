using System.Collections;

namespace Owox.PowerShell.Secrets.Stores;

/// <summary>A store in which keys can be created and rotated: a vault of SecretManagement, or an Azure Key Vault.</summary>
internal interface IWritableSecretStore : ISecretStore
{
    /// <summary>The name of the vault, or the address of the key vault.</summary>
    string Name { get; }

    /// <summary>The parameter that selects this store, for commands in messages: <c>-Vault 'Ops'</c>.</summary>
    string Parameter { get; }

    /// <summary>
    /// Whether a value without a key must be written before a key is created. It shows that the account may write, and that the name is not
    /// reserved by a deleted secret.
    /// </summary>
    bool MustTestWrites { get; }

    /// <summary>The metadata of the secrets.</summary>
    ISecretMetadataStore Metadata { get; }

    /// <summary>Returns the secret, or null if it does not exist.</summary>
    object? Find(string secret);

    /// <summary>Returns the secret, or null if it does not exist. An unreadable secret without a key counts as existing.</summary>
    object? FindAny(string secret);

    /// <summary>Stores a secret with the type of its value. An existing secret is replaced.</summary>
    void Set(string secret, object value);

    /// <summary>Removes a secret.</summary>
    void Remove(string secret);

    /// <summary>Removes the secret from completion, because users do not need it.</summary>
    void Forget(string secret);

    /// <summary>The command that removes a secret, for messages.</summary>
    string RemoveCommand(string secret);
}

/// <summary>The metadata that a store keeps beside its secrets.</summary>
internal interface ISecretMetadataStore
{
    /// <summary>Returns the listed information about all secrets. No value is read.</summary>
    /// <exception cref="OwoxVaultException">The store cannot be listed.</exception>
    IEnumerable<StoredSecret> List();

    /// <summary>Returns the listed information about the secret, or null if it is not listed.</summary>
    StoredSecret? Describe(string secret);

    /// <summary>Why the store cannot keep metadata of this size, as a sentence without its end, or null if it can. Sends no request.</summary>
    string? Problem(Hashtable metadata);

    /// <summary>Writes the metadata of the secret.</summary>
    void Set(string secret, Hashtable metadata);

    /// <summary>Writes the metadata of the secret; false if the store does not support it.</summary>
    bool TrySet(string secret, Hashtable metadata);

    /// <summary>Returns the metadata of the secret if it is available without delay and without a prompt; otherwise empty.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="skipped">Receives the reason if the metadata is not available.</param>
    IDictionary<string, object> GetCached(string secret, Action<string> skipped);
}

/// <summary>A secret as its store lists it.</summary>
/// <param name="Name">The stored name. Its case can differ from that of the specified name.</param>
/// <param name="Type">The type in SecretManagement: String, SecureString, PSCredential, Hashtable, ByteArray or Unknown.</param>
/// <param name="Metadata">The metadata of the secret.</param>
internal sealed record StoredSecret(string Name, string Type, IReadOnlyDictionary<string, object> Metadata);
