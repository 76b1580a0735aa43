using System.Security;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.Rotation;

/// <summary>
/// Tries out with a staging secret, before a key is created, whether a vault takes its name and keeps what the secret has: its
/// type and its metadata.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="store">Writes to it.</param>
/// <param name="secret">The secret that is to be rotated, as the vault lists it; null where it does not.</param>
/// <param name="metadata">The metadata of the secret.</param>
internal sealed class StagingCheck(SecretVault vault, ApiKeyVaultWriter store, StoredSecret? secret, SecretMetadata metadata)
{
    // What vaults list that do not know it.
    private const string UnknownType = "Unknown";

    /// <exception cref="OwoxVaultException">The vault does not take the secret, or does not keep what it has.</exception>
    public void Run(string secretName, string stagingName, object value)
    {
        store.TryOut(stagingName, value);
        if (metadata.MustBeKept && Write(stagingName) is { } refused)
        {
            throw NotPreserved(secretName, $"its metadata: {refused}");
        }

        if ((metadata.MustBeKept || value is not SecureString) && Lost(vault.Metadata.Describe(stagingName), stagingName) is { } lost)
        {
            throw NotPreserved(secretName, lost);
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
            return $"its type: the vault made a {stored.Type} of a {secret.Type}";
        }

        return metadata.MissingIn(stored.Metadata) is { Count: > 0 } missing ? $"its metadata: the vault did not keep {string.Join(", ", missing)}" : null;
    }

    private OwoxVaultException NotPreserved(string secretName, string what) => new(
        ErrorReason.SecretNotPreserved,
        $"The vault '{vault.Name}' cannot preserve what the secret '{secretName}' has: {what}. No key was created. "
        + $"Store the key in another secret with New-OwoxApiKey, or store '{secretName}' again without what the vault does not keep.");
}
