using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Vaults;

namespace Owox.PowerShell.ApiKeys;

/// <summary>Puts a key value into a vault, and believes that it is there only once it has been read back.</summary>
internal sealed class KeyStore(Vault vault)
{
    public string VaultName => vault.Name;

    /// <summary>Stores the value under the name and reads it back.</summary>
    /// <exception cref="OwoxVaultException">The vault failed, or gave back another value.</exception>
    public void Put(string secretName, SecureString value)
    {
        vault.Set(secretName, value);
        if (!Holds(secretName, value))
        {
            throw new OwoxVaultException(
                ErrorReason.VaultFailed, $"The vault '{vault.Name}' took the secret '{secretName}' and gives back another value.");
        }
    }

    public bool TryNote(string secretName, ApiKeyInfo key, string origin, string? description) =>
        vault.TrySetMetadata(secretName, KeyNotes.Of(key, origin, description));

    private bool Holds(string secretName, SecureString value) => vault.Find(secretName) switch
    {
        SecureString stored => SecretText.Reveal(stored) == SecretText.Reveal(value),
        string stored => stored == SecretText.Reveal(value),
        PSCredential stored => SecretText.Reveal(stored.Password) == SecretText.Reveal(value),
        _ => false,
    };
}
