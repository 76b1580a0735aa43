using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Loading;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of this runspace's connections, the current one first.</summary>
public sealed class ConnectionNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => CompletionMatcher.Matching(
            ConnectionStore.ForCurrentRunspace.All.Select(static connection => CompletionItem.Create(connection.Name, $"{connection.Name}: {connection.Project}, {connection.Origin}")),
            new WordMatcher(wordToComplete));
}

/// <summary>Completes the names of the account's vaults. Opens none.</summary>
public sealed class VaultNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(VaultRegistry.Read().Names.Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
}

/// <summary>Completes the names of secrets that commands of this runspace have used, of the vault on the line or else the default one. Opens none.</summary>
public sealed class SecretNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var line = new CompletionLine(commandName, commandAst, fakeBoundParameters);
        var vault = line.Has("Vault") ? line.Value("Vault")?.ToString() : VaultRegistry.Read().Default;
        return CompletionMatcher.Matching(SecretNameHistory.GetNames(vault).Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
    }
}

/// <summary>Completes time zones: IANA names by their beginning or their city, and Windows names.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(Dependencies.TimeZones.Names.Select(Zone), new WordMatcher(wordToComplete));

    private static CompletionItem Zone(string id) => CompletionItem.Create(id) with { AlsoKnownAs = id.Substring(id.LastIndexOf('/') + 1) };
}
