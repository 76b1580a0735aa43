using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>The names of the secrets that commands of a runspace have read or written. Completion uses them without opening a vault.</summary>
internal static class SecretNameHistory
{
    private static readonly ConditionalWeakTable<Runspace, HashSet<(string Vault, string Secret)>> All = new();

    /// <summary>The names of the secrets in a vault.</summary>
    public static IReadOnlyList<string> GetNames(string? vault)
    {
        if (vault is null || Here() is not { } used)
        {
            return [];
        }

        lock (used)
        {
            var names = used.Where(entry => string.Equals(entry.Vault, vault, StringComparison.OrdinalIgnoreCase)).Select(static entry => entry.Secret);
            return [.. names.OrderBy(static name => name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The addresses of the key vaults.</summary>
    public static IReadOnlyList<string> KeyVaults
    {
        get
        {
            if (Here() is not { } used)
            {
                return [];
            }

            lock (used)
            {
                return [.. used.Select(static entry => entry.Vault).Where(static vault => vault.IndexOf("://", StringComparison.Ordinal) > 0).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static vault => vault, StringComparer.Ordinal)];
            }
        }
    }

    public static void Add(string vault, string secret)
    {
        if (Here() is { } used)
        {
            lock (used)
            {
                used.Add((vault, secret));
            }
        }
    }

    public static void Remove(string vault, string secret)
    {
        if (Here() is { } used)
        {
            lock (used)
            {
                used.Remove((vault, secret));
            }
        }
    }

    private static HashSet<(string Vault, string Secret)>? Here() =>
        Runspace.DefaultRunspace is { } runspace ? All.GetOrCreateValue(runspace) : null;
}
