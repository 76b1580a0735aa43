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
