using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of the account's vaults from SecretManagement's own list, without loading a vault.</summary>
public sealed class VaultNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Choices.Matching(Names().Select(static name => Choice.Of(name)), new TypedWord(wordToComplete));

    private static IReadOnlyList<string> Names()
    {
        try
        {
            using var registry = JsonDocument.Parse(File.ReadAllText(RegistryPath()));
            return registry.RootElement.TryGetProperty("Vaults", out var vaults)
                ? vaults.EnumerateObject().Select(static v => v.Name).ToArray()
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string RegistryPath()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.DirectorySeparatorChar == '\\'
            ? Path.Combine(local, "Microsoft", "PowerShell", "secretmanagement", "secretvaultregistry", "vaultinfo")
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".secretmanagement", "secretvaultregistry", "vaultinfo");
    }
}
