using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Loading;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of the connections of this runspace, the current one first.</summary>
public sealed class ConnectionNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => CompletionMatcher.Matching(
            ConnectionStore.ForCurrentRunspace.All.Select(static connection => CompletionItem.Create(connection.Name, $"{connection.Name}: {connection.Project}, {connection.Origin}")),
            new WordMatcher(wordToComplete));
}

/// <summary>Completes the names of the account's vaults. No vault is opened.</summary>
public sealed class VaultNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(VaultRegistry.Read().Names.Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
}

/// <summary>
/// Completes the names of secrets that commands of this runspace have used, in the specified vault or else the default vault. No vault is
/// opened.
/// </summary>
public sealed class SecretNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var line = new CompletionLine(commandName, commandAst, fakeBoundParameters);
        var named = line.Has("KeyVault") ? "KeyVault" : "Vault";
        var vault = line.Has(named) ? line.Value(named)?.ToString()?.TrimEnd('/') : VaultRegistry.Read().Default;
        return CompletionMatcher.Matching(SecretNameHistory.GetNames(vault).Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
    }
}

/// <summary>Completes the names of the systemd credentials of this service.</summary>
public sealed class SystemdCredentialCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(SystemdCredential.Names.Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
}

/// <summary>Completes the addresses of the key vaults that commands of this runspace have used. No request is sent.</summary>
public sealed class KeyVaultCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(SecretNameHistory.KeyVaults.Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
}

/// <summary>Completes time zones: IANA names by their beginning or their city, and Windows names.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(Dependencies.TimeZones.Names.Select(Zone), new WordMatcher(wordToComplete));

    private static CompletionItem Zone(string id) => CompletionItem.Create(id) with { AlsoKnownAs = id.Substring(id.LastIndexOf('/') + 1) };
}

/// <summary>Completes the known keywords. Other values are also accepted.</summary>
public abstract class ValueListCompleter(IReadOnlyList<string> words) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(words.Select(static word => CompletionItem.Create(word)), new WordMatcher(wordToComplete));
}

/// <summary>Completes the scopes of a connection.</summary>
public sealed class AccessScopeCompleter() : ValueListCompleter(AccessPolicy.KnownScopes);

/// <summary>Completes the statuses of a data mart.</summary>
public sealed class DataMartStatusCompleter() : ValueListCompleter(["Published", "Draft"]);

/// <summary>Completes the types of search results.</summary>
public sealed class ItemTypeCompleter() : ValueListCompleter(["DataMart", "Storage", "Destination", "Report"]);

/// <summary>Completes the types of storages.</summary>
public sealed class StorageTypeCompleter() : ValueListCompleter(
    ["GOOGLE_BIGQUERY", "SNOWFLAKE", "AWS_REDSHIFT", "AWS_ATHENA", "DATABRICKS", "LEGACY_GOOGLE_BIGQUERY"]);

/// <summary>Completes the types of destinations.</summary>
public sealed class DestinationTypeCompleter() : ValueListCompleter(
    ["LOOKER_STUDIO", "GOOGLE_SHEETS", "EMAIL", "SLACK", "MS_TEAMS", "GOOGLE_CHAT", "EXCEL"]);

/// <summary>Completes the statuses of a run.</summary>
public sealed class RunStatusCompleter() : ValueListCompleter(
    ["PENDING", "RUNNING", "SUCCESS", "FAILED", "CANCELLED", "INTERRUPTED", "RESTRICTED"]);

/// <summary>Completes the types of runs.</summary>
public sealed class RunTypeCompleter() : ValueListCompleter(
    [
        "CONNECTOR", "HTTP_DATA", "DATA_QUALITY", "GOOGLE_SHEETS_EXPORT", "LOOKER_STUDIO", "EMAIL", "SLACK", "MS_TEAMS", "GOOGLE_CHAT", "EXCEL",
        "INSIGHT", "INSIGHT_TEMPLATE", "AI_ASSISTANT", "MCP_QUERY",
    ]);

/// <summary>Completes the types of triggers.</summary>
public sealed class TriggerTypeCompleter() : ValueListCompleter(["REPORT_RUN", "CONNECTOR_RUN", "DATA_QUALITY_RUN"]);

/// <summary>Completes the scopes of plugin publications.</summary>
public sealed class PluginScopeCompleter() : ValueListCompleter(["member", "project", "deployment"]);

/// <summary>Completes the operators of filters.</summary>
public sealed class OperatorCompleter() : ValueListCompleter([.. RuleKeywords.ValueOperators, .. RuleKeywords.ListOperators, .. RuleKeywords.UnaryOperators]);

/// <summary>Completes the ranges of days relative to the day of the query.</summary>
public sealed class RelativeDateCompleter() : ValueListCompleter(RuleKeywords.RelativeDates);

/// <summary>Completes the aggregate functions.</summary>
public sealed class FunctionCompleter() : ValueListCompleter(RuleKeywords.Functions);

/// <summary>Completes the units of date buckets.</summary>
public sealed class DateUnitCompleter() : ValueListCompleter(RuleKeywords.DateUnits);
