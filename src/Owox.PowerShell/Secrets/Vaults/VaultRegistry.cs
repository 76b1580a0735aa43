using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>The account's vaults, read from the file of SecretManagement. No module is loaded and no vault is opened.</summary>
internal sealed class VaultRegistry
{
    private VaultRegistry(IReadOnlyList<string> names, string? byDefault) => (Names, Default) = (names, byDefault);

    /// <summary>The names of the vaults; empty if the file cannot be read.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The name of the default vault.</summary>
    public string? Default { get; }

    public static VaultRegistry Read()
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(FilePath()));
            var names = file.RootElement.TryGetProperty("Vaults", out var vaults) ? vaults.EnumerateObject().Select(static v => v.Name).ToArray() : [];
            var byDefault = file.RootElement.TryGetProperty("DefaultVaultName", out var name) ? name.GetString() : null;
            return new VaultRegistry(names, byDefault);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return new VaultRegistry([], byDefault: null);
        }
    }

    // Without a folder, the path would be relative to the working directory of the process.
    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder) is { Length: > 0 } path ? path : throw new DirectoryNotFoundException();

    private static string FilePath()
    {
        var local = Folder(Environment.SpecialFolder.LocalApplicationData);
        return Path.DirectorySeparatorChar == '\\'
            ? Path.Combine(local, "Microsoft", "PowerShell", "secretmanagement", "secretvaultregistry", "vaultinfo")
            : Path.Combine(
                Folder(Environment.SpecialFolder.UserProfile), ".secretmanagement", "secretvaultregistry", "vaultinfo");
    }
}

/// <summary>The registration of a vault for the account.</summary>
/// <param name="Name">The name of the vault.</param>
/// <param name="ModulePath">The path of its extension module, or null if unknown.</param>
/// <param name="Parameters">The parameters for its commands.</param>
internal sealed record VaultRegistration(string Name, string? ModulePath, Hashtable Parameters)
{
    /// <summary>Finds the vault with this name; if the name is null, the default vault.</summary>
    /// <exception cref="OwoxVaultException">The vault does not exist.</exception>
    public static VaultRegistration Find(string? name, SecretManagementInvoker shell)
    {
        var vaults = Registered(shell);
        var found = name is null
            ? vaults.FirstOrDefault(static v => Equals(v.Properties["IsDefault"]?.Value, true))
            : vaults.FirstOrDefault(v => string.Equals(v.Properties["Name"]?.Value as string, name, StringComparison.OrdinalIgnoreCase));
        if (found?.Properties["Name"]?.Value is string exact)
        {
            return new VaultRegistration(exact, found.Properties["ModulePath"]?.Value as string, ParametersOf(found));
        }

        var registered = vaults.Length == 0 ? "no vault is" : string.Join(", ", vaults.Select(static v => $"'{v.Properties["Name"]?.Value}'")) + " are";
        throw new OwoxVaultException(
            ErrorReason.VaultNotFound,
            (name is null ? "There is no default secret vault" : $"There is no secret vault named '{name}'")
            + $" for the account {Environment.UserName}; {registered} registered. Vaults are registered separately for each account. Register one with "
            + "Register-SecretVault -Name Ops -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault.");
    }

    private static PSObject[] Registered(SecretManagementInvoker shell)
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

    private static Hashtable ParametersOf(PSObject vault)
    {
        var parameters = new Hashtable(StringComparer.OrdinalIgnoreCase);
        if (vault.Properties["VaultParameters"]?.Value is IEnumerable<KeyValuePair<string, object>> registered)
        {
            foreach (var parameter in registered)
            {
                parameters[parameter.Key] = parameter.Value;
            }
        }

        return parameters;
    }
}
