using System.Security;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>One vault of SecretManagement. Name and vault always go together: without a vault, all of them would be searched.</summary>
internal sealed class SecretVault
{
    private readonly VaultCommands _commands;

    private SecretVault(VaultRegistration registration, SecretManagementInvoker shell)
    {
        Name = registration.Name;
        _commands = new VaultCommands(Name, shell);
        Metadata = new VaultMetadata(registration, _commands, shell);
    }

    public string Name { get; }

    /// <summary>What the vault lists of its secrets.</summary>
    public VaultMetadata Metadata { get; }

    /// <summary>The vault of that name, or the default one.</summary>
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
            // The engine creates its folders there.
            throw VaultModule.HomeUnusable(e);
        }
    }

    /// <summary>The secret, in whatever type it was stored as.</summary>
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
                    $"The vault '{Name}' gave {found.Length} secrets for the name '{secret}'. Name one secret exactly.");
        }
    }

    /// <summary>The secret, or null where the vault has none of that name.</summary>
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

    /// <summary>The same, where a secret that is no key and cannot be read counts as there.</summary>
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

    /// <summary>Stores a secret in the type that its value has.</summary>
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

    /// <summary>Does not offer the secret for completion: users have no use for it.</summary>
    public void Forget(string secret) => SecretNameHistory.Remove(Name, secret);
}
