using System.Collections;
using System.Management.Automation;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>Reads and writes what a vault lists about its secrets: names, types and metadata.</summary>
internal sealed class VaultMetadata(VaultRegistration vault, VaultCommands commands, SecretManagementInvoker shell)
{
    /// <summary>How the vault lists the secret; null where it lists none of that name.</summary>
    public StoredSecret? Describe(string secret)
    {
        // The name is a pattern here, and vaults differ in whether its case counts.
        var listed = commands.Run("Get-SecretInfo", secret, ("Name", WildcardPattern.Escape(secret)))
            .Select(static info => (Name: info.Properties["Name"]?.Value as string ?? "", Info: info))
            .Where(info => string.Equals(info.Name, secret, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(info => info.Name == secret)
            .ToArray();
        if (listed.Length == 0)
        {
            return null;
        }

        var found = listed[0];
        var metadata = found.Info.Properties["Metadata"]?.Value as IEnumerable<KeyValuePair<string, object>> ?? [];
        return new StoredSecret(
            found.Name,
            found.Info.Properties["Type"]?.Value?.ToString() ?? "",
            metadata.ToDictionary(static note => note.Key, static note => note.Value, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Writes the metadata of the secret.</summary>
    public void Set(string secret, Hashtable metadata) => commands.Run("Set-SecretInfo", secret, ("Metadata", metadata));

    /// <summary>The same; false where the vault takes none.</summary>
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

    /// <summary>The notes beside the secret, where the vault gives them within a few seconds and without a prompt; otherwise empty.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="skipped">Is told why the notes are not there.</param>
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
            skipped($"The metadata of the secret '{secret}' is not read, so no warning tells when the key expires. {e.Message}");
            return none;
        }
    }

    private static IDictionary<string, object>? NotesOf(PSObject[] found, string secret) =>
        found.FirstOrDefault(i => Equals(i.Properties["Name"]?.Value, secret))?.Properties["Metadata"]?.Value is { } metadata
            ? metadata as IDictionary<string, object>
            : null;
}

/// <summary>A secret as its vault lists it.</summary>
/// <param name="Name">The name as it was stored, whose case can differ from the one that was given.</param>
/// <param name="Type">The type as SecretManagement calls it: String, SecureString, PSCredential, Hashtable, ByteArray or Unknown.</param>
/// <param name="Metadata">What is noted beside it.</param>
internal sealed record StoredSecret(string Name, string Type, IReadOnlyDictionary<string, object> Metadata);
