using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Owox.Sandbox;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>One file of the Pester suite, and what it says of itself.</summary>
internal static class SuiteFile
{
    private const string SandboxMark = "# Sandbox: ";
    private const string SecondsMark = "# Seconds: ";
    private const string AloneMark = "# Alone: ";
    private const string Ending = ".Tests.ps1";
    private const string PackageVariable = "OWOX_TEST_PACKAGE";
    private const string LooksForVaults = "-ListAvailable Microsoft.PowerShell.SecretManagement";
    private static readonly string[] Vaults = ["VaultTools", "SecretStore", "SecretVault", "Initialize-Vault"];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> All { get; } =
        [.. Directory.EnumerateFiles(Repository.Pester, "*" + Ending).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Whether it is the name of one.</summary>
    public static bool IsOne(string name) => All.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether it is about the engine or the build for it alone: its name says so.</summary>
    public static bool IsForCoreOnly(string file) => file.Contains(".Core.", StringComparison.Ordinal);

    /// <summary>The variable that tells it where the package is; null when it does not ask.</summary>
    public static string? Package(string file) => Text(file).Contains(PackageVariable, StringComparison.Ordinal) ? PackageVariable : null;

    /// <summary>Whether it cannot do without a secret vault: it uses one, and does not look whether there is one.</summary>
    public static bool NeedsVaults(string file) =>
        Vaults.Any(word => Text(file).Contains(word, StringComparison.Ordinal)) && !Text(file).Contains(LooksForVaults, StringComparison.Ordinal);

    /// <summary>The sandbox that it asks for, as JSON; the usual one when it asks for none.</summary>
    public static SandboxOptions Sandbox(string file) => Mark(file, SandboxMark) is { } options
        ? JsonSerializer.Deserialize<SandboxOptions>(options, JsonSerializerOptions.Web)!
        : new SandboxOptions();

    /// <summary>About how long it takes, where it is among the longest; otherwise 0.</summary>
    public static int Seconds(string file) => Mark(file, SecondsMark) is { } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : 0;

    /// <summary>Whether it measures what other work on the machine would change, and says so.</summary>
    public static bool RunsAlone(string file) => Mark(file, AloneMark) is not null;

    // What it says of itself stands in comments at its top.
    private static string? Mark(string file, string mark) => File.ReadLines(Path.Combine(Repository.Pester, file))
        .TakeWhile(static line => line.StartsWith('#'))
        .FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..];

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Pester, file));
}
