using System.Security;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>
/// A vault of SecretManagement. A secret is always accessed in a specific vault; otherwise SecretManagement would search all vaults.
/// </summary>
internal sealed class SecretVault : IWritableSecretStore
{
    private readonly VaultCommands _commands;

    private SecretVault(VaultRegistration registration, SecretManagementInvoker shell)
    {
        Name = registration.Name;
        _commands = new VaultCommands(Name, shell);
        Metadata = new VaultMetadata(registration, _commands, shell);
    }

    public string Name { get; }

    /// <summary>The metadata of the secrets in the vault.</summary>
    public ISecretMetadataStore Metadata { get; }

    public string Parameter => $"-Vault '{Name}'";

    public bool MustTestWrites => false;

    /// <summary>Opens the vault with this name or the default vault.</summary>
    public static SecretVault Open(string? name, OwoxCmdletBase cmdlet)
    {
        VaultModule.RequireHome();
        try
        {
            var shell = new SecretManagementInvoker(cmdlet);
            return new SecretVault(VaultRegistration.Find(name, shell), shell);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // PowerShell creates folders in the home directory.
            throw VaultModule.HomeUnusable(e);
        }
    }

    /// <summary>Returns the secret in its stored type.</summary>
    public object Get(string secret)
    {
        var found = _commands.Run("Get-Secret", secret);
        switch (found.Length)
        {
            case 0:
                throw _commands.Missing(secret);
            case 1:
                SecretNameHistory.Add(Name, secret);
                return found[0].BaseObject;
            default:
                throw new OwoxVaultException(
                    ErrorReason.SecretAmbiguous,
                    $"The vault '{Name}' returned {found.Length} secrets for the name '{secret}'. Specify the exact name of one secret.");
        }
    }

    /// <summary>Returns the secret, or null if it does not exist.</summary>
    public object? Find(string secret)
    {
        try
        {
            return Get(secret);
        }
        catch (OwoxVaultException e) when (e.Reason == ErrorReason.SecretNotFound)
        {
            return null;
        }
    }

    /// <summary>Returns the secret, or null if it does not exist. An unreadable secret without a key counts as existing.</summary>
    public object? FindAny(string secret)
    {
        try
        {
            return Find(secret);
        }
        catch (OwoxVaultException e) when (e.Reason == ErrorReason.SecretTypeUnsupported)
        {
            return new object();
        }
    }

    /// <summary>Stores a secret with the type of its value.</summary>
    public void Set(string secret, object value)
    {
        _commands.Run("Set-Secret", secret, (value is SecureString ? "SecureStringSecret" : "Secret", value));
        SecretNameHistory.Add(Name, secret);
    }

    /// <summary>Removes a secret.</summary>
    public void Remove(string secret)
    {
        _commands.Run("Remove-Secret", secret);
        Forget(secret);
    }

    /// <summary>Removes the secret from completion, because users do not need it.</summary>
    public void Forget(string secret) => SecretNameHistory.Remove(Name, secret);

    public string RemoveCommand(string secret) => $"Remove-Secret -Name '{secret}' -Vault '{Name}'";
}
