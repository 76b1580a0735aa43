using System.Collections;
using System.Security;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// Uses a staging secret to test, before a key is created, whether a vault accepts its name and keeps the type and the metadata of the
/// secret.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="store">Writes to the vault.</param>
/// <param name="secret">The secret to rotate, as listed by the vault, or null if it is not listed.</param>
/// <param name="metadata">The metadata of the secret.</param>
/// <param name="cmdletNoun">The noun of the cmdlets for the kind of key.</param>
internal sealed class StagingCheck(IWritableSecretStore vault, SecretWriter store, StoredSecret? secret, SecretMetadata metadata, string cmdletNoun)
{
    // The type that vaults list if they do not know the type.
    private const string UnknownType = "Unknown";

    /// <exception cref="OwoxVaultException">The vault rejects the secret, or does not keep its type or metadata.</exception>
    public void Run(string secretName, string stagingName, object value)
    {
        store.VerifyReplaceable(stagingName, value);
        if (metadata.MustBeKept && Write(stagingName) is { } rejected)
        {
            throw NotPreserved(secretName, $"its metadata: {rejected}");
        }

        if ((metadata.MustBeKept || value is not SecureString) && Lost(vault.Metadata.Describe(stagingName), stagingName) is { } lost)
        {
            throw NotPreserved(secretName, lost);
        }
    }

    /// <summary>Checks that the store can also keep the entries about the new key.</summary>
    /// <param name="secretName">The name of the secret.</param>
    /// <param name="expected">The metadata of the secret with a new key.</param>
    /// <exception cref="OwoxVaultException">There are too many entries, or they are too long.</exception>
    public void RequireRoom(string secretName, Hashtable expected)
    {
        if (vault.Metadata.Problem(expected) is { } problem)
        {
            throw NotPreserved(secretName, $"its metadata and the entries about the new key: {problem}");
        }
    }

    private string? Write(string stagingName)
    {
        try
        {
            vault.Metadata.Set(stagingName, metadata.WithoutKey());
            return null;
        }
        catch (OwoxVaultException e)
        {
            return e.Message;
        }
    }

    private string? Lost(StoredSecret? stored, string stagingName)
    {
        if (stored is null)
        {
            return $"the vault does not list the staging secret '{stagingName}'";
        }

        if (secret is not null && secret.Type != UnknownType && stored.Type != secret.Type)
        {
            return $"its type: the vault changed {secret.Type} to {stored.Type}";
        }

        return metadata.MissingIn(stored.Metadata) is { Count: > 0 } missing ? $"its metadata: the vault did not keep {string.Join(", ", missing)}" : null;
    }

    private OwoxVaultException NotPreserved(string secretName, string what) => new(
        ErrorReason.SecretNotPreserved,
        $"The vault '{vault.Name}' cannot preserve the type or the metadata of the secret '{secretName}': {what}. No key was created. "
        + $"Store the key in another secret with New-{cmdletNoun}, or store '{secretName}' again with a type and metadata that the vault keeps.");
}
