using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Owox.Sandbox;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>One file of the Pester suite, and what it says of itself.</summary>
internal static class SuiteFile
{
    private const string SandboxMark = "# Sandbox: ";
    private const string PackageVariable = "OWOX_TEST_PACKAGE";
    private const string LooksForVaults = "-ListAvailable Microsoft.PowerShell.SecretManagement";
    private static readonly string[] Vaults = ["VaultTools", "SecretStore", "SecretVault", "Initialize-Vault"];

    /// <summary>Whether it is about the engine or the build for it alone: its name says so.</summary>
    public static bool IsForCoreOnly(string file) => file.Contains(".Core.", StringComparison.Ordinal);

    /// <summary>The variable that tells it where the package is; null when it does not ask.</summary>
    public static string? Package(string file) => Text(file).Contains(PackageVariable, StringComparison.Ordinal) ? PackageVariable : null;

    /// <summary>Whether it cannot do without a secret vault: it uses one, and does not look whether there is one.</summary>
    public static bool NeedsVaults(string file) =>
        Vaults.Any(word => Text(file).Contains(word, StringComparison.Ordinal)) && !Text(file).Contains(LooksForVaults, StringComparison.Ordinal);

    /// <summary>The sandbox that it asks for in its first line, as JSON; the usual one when it asks for none.</summary>
    public static SandboxOptions Sandbox(string file)
    {
        var first = File.ReadLines(Path.Combine(Repository.Pester, file)).FirstOrDefault() ?? "";
        return first.StartsWith(SandboxMark, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<SandboxOptions>(first[SandboxMark.Length..], JsonSerializerOptions.Web)!
            : new SandboxOptions();
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Pester, file));
}
