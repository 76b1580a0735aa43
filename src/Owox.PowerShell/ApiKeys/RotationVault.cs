using System;
using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Vaults;

namespace Owox.PowerShell.ApiKeys;

/// <summary>
/// The secret that is rotated, and beside it the next one: the new value is safe there, and read back, before the old
/// one is written over. Whatever ends a run, one of the two holds a key that works.
/// </summary>
internal sealed class RotationVault(Vault vault, string secretName, bool allowUnencrypted)
{
    private const string NextSuffix = ".next";

    private readonly KeyStore _store = new(vault);

    public string SecretName => secretName;

    public string VaultName => vault.Name;

    public string NextName => secretName + NextSuffix;

    /// <summary>The key in the secret; null where there is none, or what is there is no key.</summary>
    public ApiKey? Current() => Read(secretName);

    /// <summary>The key that an unfinished run left; null where there is none.</summary>
    public ApiKey? Next() => Read(NextName);

    public void PutNext(SecureString value) => _store.Put(NextName, value);

    /// <summary>Writes the next value over the current one, and reads it back.</summary>
    public void Promote() => _store.Put(secretName, NextValue());

    public void Note(ApiKeyInfo key, string origin, string? description) => _store.TryNote(secretName, key, origin, description);

    /// <summary>Removes the next secret, where there is one.</summary>
    public void Clear()
    {
        if (vault.Find(NextName) is not null)
        {
            vault.Remove(NextName);
        }
    }

    private SecureString NextValue() => vault.Get(NextName) switch
    {
        SecureString value => value,
        string value => SecretText.ToSecureString(value),
        PSCredential value => value.Password,
        var other => throw new OwoxVaultException(
            ErrorReason.VaultFailed, $"The vault '{vault.Name}' gives the secret '{NextName}' back as a {other.GetType().Name}."),
    };

    private ApiKey? Read(string name)
    {
        try
        {
            return vault.Find(name) is { } secret ? StoredApiKey.Read(secret, name, allowUnencrypted) : null;
        }
        catch (Exception e) when (e is OwoxConfigurationException or OwoxVaultException { Reason: ErrorReason.SecretTypeUnsupported })
        {
            // What is no key cannot be used, and what is unusable may be replaced.
            return null;
        }
    }
}
