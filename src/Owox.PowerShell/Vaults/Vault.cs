using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Threading;

namespace Owox.PowerShell.Vaults;

/// <summary>One vault of SecretManagement. Name and vault always go together: without a vault, all of them would be searched.</summary>
internal sealed class Vault
{
    private readonly VaultShell _shell;

    private Vault(string name, VaultShell shell)
    {
        Name = name;
        _shell = shell;
    }

    public string Name { get; }

    /// <summary>The vault of that name, or the default one.</summary>
    public static Vault Open(string? name, PSHost? host, CancellationToken cancellationToken)
    {
        var shell = new VaultShell(host, cancellationToken);
        var vaults = Registered(shell);
        var found = name is null
            ? vaults.FirstOrDefault(static v => Equals(v.Properties["IsDefault"]?.Value, true))
            : vaults.FirstOrDefault(v => string.Equals(v.Properties["Name"]?.Value as string, name, StringComparison.OrdinalIgnoreCase));
        if (found?.Properties["Name"]?.Value is string exact)
        {
            return new Vault(exact, shell);
        }

        var registered = vaults.Length == 0 ? "none is" : string.Join(", ", vaults.Select(static v => $"'{v.Properties["Name"]?.Value}'")) + " are";
        throw new OwoxVaultException(
            ErrorReason.VaultNotFound,
            (name is null ? "There is no default secret vault" : $"There is no secret vault named '{name}'")
            + $" for the account {Environment.UserName}; {registered} registered. Vaults are registered for each account: "
            + "Register-SecretVault -Name Ops -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault.");
    }

    private static PSObject[] Registered(VaultShell shell)
    {
        try
        {
            return shell.Invoke("Get-SecretVault", new Dictionary<string, object>(StringComparer.Ordinal));
        }
        catch (VaultCommandException e)
        {
            throw new OwoxVaultException(
                ErrorReason.VaultFailed, $"The list of the secret vaults of the account {Environment.UserName} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The secret, in whatever type it was stored as.</summary>
    public object Get(string secret)
    {
        var found = Run("Get-Secret", secret);
        return found.Length switch
        {
            1 => Used(found[0].BaseObject, secret),
            0 => throw Missing(secret),
            _ => throw new OwoxVaultException(
                ErrorReason.SecretAmbiguous,
                $"The vault '{Name}' gave {found.Length} secrets for the name '{secret}'. Name one secret exactly."),
        };
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

    public void Set(string secret, SecureString value)
    {
        Run("Set-Secret", secret, ("SecureStringSecret", value));
        UsedSecrets.Add(Name, secret);
    }

    public void Remove(string secret)
    {
        Run("Remove-Secret", secret);
        UsedSecrets.Remove(Name, secret);
    }

    /// <summary>Notes beside the secret; false where the vault takes none.</summary>
    public bool TrySetMetadata(string secret, Hashtable metadata)
    {
        try
        {
            Run("Set-SecretInfo", secret, ("Metadata", metadata));
            return true;
        }
        catch (OwoxVaultException)
        {
            return false;
        }
    }

    /// <summary>The notes beside the secret; empty where there are none.</summary>
    public IDictionary<string, object> Metadata(string secret)
    {
        try
        {
            // The name is a pattern here, so what comes back is compared.
            var info = Run("Get-SecretInfo", secret).FirstOrDefault(i => Equals(i.Properties["Name"]?.Value, secret));
            return info?.Properties["Metadata"]?.Value is IDictionary<string, object> notes
                ? notes
                : new Dictionary<string, object>(StringComparer.Ordinal);
        }
        catch (OwoxVaultException)
        {
            return new Dictionary<string, object>(StringComparer.Ordinal);
        }
    }

    private PSObject[] Run(string command, string secret, params (string Name, object Value)[] more)
    {
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal) { ["Name"] = secret, ["Vault"] = Name };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        try
        {
            return _shell.Invoke(command, parameters);
        }
        catch (VaultCommandException e)
        {
            throw Explain(e, command, secret);
        }
    }

    private OwoxVaultException Explain(VaultCommandException e, string command, string secret)
    {
        if (e.IsLocked)
        {
            return new OwoxVaultException(
                ErrorReason.VaultLocked,
                $"The vault '{Name}' of the account {Environment.UserName} is locked, and nobody can be asked for its password here. "
                + "For a SecretStore: unlock it in this session first (Unlock-SecretStore -Password $password), or let it open without a password for this account "
                + $"(Set-SecretStoreConfiguration -Authentication None -Interaction None). The vault said: {e.Message}");
        }

        // SecretManagement itself lets only the types of secrets through.
        if (command == "Get-Secret" && e.Message.IndexOf("invalid type", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return StoredApiKey.Unsupported(secret, e.Message);
        }

        var missing = e.Id.IndexOf("NotFound", StringComparison.OrdinalIgnoreCase) >= 0;
        return missing && command is "Get-Secret" or "Remove-Secret"
            ? Missing(secret)
            : new OwoxVaultException(
                ErrorReason.VaultFailed, $"The vault '{Name}' failed at {command} for the secret '{secret}'. The vault said: {e.Message}");
    }

    private object Used(object value, string secret)
    {
        UsedSecrets.Add(Name, secret);
        return value;
    }

    private OwoxVaultException Missing(string secret)
    {
        UsedSecrets.Remove(Name, secret);
        return new OwoxVaultException(
            ErrorReason.SecretNotFound,
            $"The vault '{Name}' of the account {Environment.UserName} has no secret named '{secret}'. List them with Get-SecretInfo -Vault '{Name}', "
            + $"or store one with Set-Secret -Name '{secret}' -Vault '{Name}'.");
    }
}
