using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The modules that the PowerShell on PATH has, of those that the suite needs.</summary>
internal static class EngineModules
{
    private const string Look = "Get-Module -ListAvailable Pester, Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore | ForEach-Object { \"$($_.Name) $($_.Version)\" }";

    private static readonly Lazy<Task<string[]>> Found = new(static () => LookAsync());

    /// <summary>Why a file of the suite cannot be run here; null where it can be.</summary>
    public static async Task<string?> MissingForAsync(string file)
    {
        var found = await Found.Value;
        string[] needed = SuiteFile.NeedsVaults(file)
            ? ["Pester 5.", "Microsoft.PowerShell.SecretManagement ", "Microsoft.PowerShell.SecretStore "]
            : ["Pester 5."];
        var missing = needed.Where(name => !found.Any(module => module.StartsWith(name, StringComparison.Ordinal))).ToArray();
        return missing.Length == 0 ? null : $"The pwsh on PATH lacks {string.Join(", ", missing.Select(static m => m.TrimEnd(' ', '.')))}: this was not tried.";
    }

    private static async Task<string[]> LookAsync()
    {
        // The suite runs in a throwaway account, which sees what is installed for all accounts.
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = Path.GetTempPath(), ["XDG_DATA_HOME"] = null };
        var (_, output) = await PowerShellEngine.RunAsync(["-NoProfile", "-NonInteractive", "-Command", Look], environment, CancellationToken.None);
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
