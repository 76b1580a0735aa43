using System.Collections;
using System.Management.Automation;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>Reads and writes the information that a vault lists about its secrets: names, types and metadata.</summary>
internal sealed class VaultMetadata(VaultRegistration vault, VaultCommands commands, SecretManagementInvoker shell) : ISecretMetadataStore
{
    /// <summary>Returns the listed information about the secret, or null if it is not listed.</summary>
    public StoredSecret? Describe(string secret)
    {
        // The name is a wildcard pattern here, and only some vaults are case-sensitive.
        return commands.Run("Get-SecretInfo", secret, ("Name", WildcardPattern.Escape(secret)))
            .Select(Read)
            .Where(info => string.Equals(info.Name, secret, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(info => info.Name == secret)
            .FirstOrDefault();
    }

    /// <summary>Returns the listed information about all secrets.</summary>
    public IEnumerable<StoredSecret> List() => commands.Run("Get-SecretInfo", "*").Select(Read);

    /// <summary>Vaults of SecretManagement have no known limits.</summary>
    public string? Problem(Hashtable metadata) => null;

    /// <summary>Writes the metadata of the secret.</summary>
    public void Set(string secret, Hashtable metadata) => commands.Run("Set-SecretInfo", secret, ("Metadata", metadata));

    /// <summary>Writes the metadata of the secret; false if the vault does not support it.</summary>
    public bool TrySet(string secret, Hashtable metadata)
    {
        try
        {
            Set(secret, metadata);
            return true;
        }
        catch (OwoxVaultException)
        {
            return false;
        }
    }

    /// <summary>Returns the metadata of the secret if the vault returns it within a few seconds and without a prompt; otherwise empty.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="skipped">Receives the reason if the metadata is not available.</param>
    public IDictionary<string, object> GetCached(string secret, Action<string> skipped)
    {
        var none = new Dictionary<string, object>(StringComparer.Ordinal);
        if (vault.ModulePath is not { } module)
        {
            return none;
        }

        var parameters = new Hashtable(StringComparer.Ordinal)
        {
            ["Filter"] = WildcardPattern.Escape(secret),
            ["VaultName"] = vault.Name,
            ["AdditionalParameters"] = vault.Parameters,
        };
        try
        {
            var found = shell.InvokeExtension(module, "Get-SecretInfo", parameters, ModuleTimings.Current.VaultMetadataTimeout);
            return NotesOf(found, secret) ?? none;
        }
        catch (Exception e) when (e is OwoxVaultException or VaultCommandException)
        {
            skipped($"The metadata of the secret '{secret}' cannot be read, so there is no warning before the key expires. {e.Message}");
            return none;
        }
    }

    private static StoredSecret Read(PSObject info) => new(
        info.Properties["Name"]?.Value as string ?? "",
        info.Properties["Type"]?.Value?.ToString() ?? "",
        (info.Properties["Metadata"]?.Value as IEnumerable<KeyValuePair<string, object>> ?? []).ToDictionary(
            static note => note.Key, static note => note.Value, StringComparer.OrdinalIgnoreCase));

    private static IDictionary<string, object>? NotesOf(PSObject[] found, string secret) =>
        found.FirstOrDefault(i => Equals(i.Properties["Name"]?.Value, secret))?.Properties["Metadata"]?.Value is { } metadata
            ? metadata as IDictionary<string, object>
            : null;
}
