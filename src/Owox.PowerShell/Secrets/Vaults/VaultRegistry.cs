using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>SecretManagement's own list of the account's vaults, read from its file: no module is loaded and no vault opened.</summary>
internal sealed class VaultRegistry
{
    private VaultRegistry(IReadOnlyList<string> names, string? byDefault) => (Names, Default) = (names, byDefault);

    /// <summary>The names of the vaults; none where the list cannot be read.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The name of the vault that is used where none is named.</summary>
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

    // Without the folder the path would be one of the working directory of the process.
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

/// <summary>How a vault is registered for the account.</summary>
/// <param name="Name">The name of the vault.</param>
/// <param name="ModulePath">The path of its extension module; null where it is not known.</param>
/// <param name="Parameters">The parameters that its commands get.</param>
internal sealed record VaultRegistration(string Name, string? ModulePath, Hashtable Parameters)
{
    /// <summary>The vault of that name; with null, the default one.</summary>
    /// <exception cref="OwoxVaultException">There is none.</exception>
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

        var registered = vaults.Length == 0 ? "none is" : string.Join(", ", vaults.Select(static v => $"'{v.Properties["Name"]?.Value}'")) + " are";
        throw new OwoxVaultException(
            ErrorReason.VaultNotFound,
            (name is null ? "There is no default secret vault" : $"There is no secret vault named '{name}'")
            + $" for the account {Environment.UserName}; {registered} registered. Vaults are registered for each account: "
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
