using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the known keywords. Other values are also accepted.</summary>
public abstract class ValueListCompleter(IReadOnlyList<string> words) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(words.Select(static word => CompletionItem.Create(word)), new WordMatcher(wordToComplete));
}

/// <summary>The states of a data mart.</summary>
public sealed class DataMartStatusCompleter() : ValueListCompleter(["Published", "Draft"]);

/// <summary>The kinds of things that a search finds.</summary>
public sealed class ItemTypeCompleter() : ValueListCompleter(["DataMart", "Storage", "Destination"]);

/// <summary>The types of storages.</summary>
public sealed class StorageTypeCompleter() : ValueListCompleter(
    ["GOOGLE_BIGQUERY", "SNOWFLAKE", "AWS_REDSHIFT", "AWS_ATHENA", "DATABRICKS", "LEGACY_GOOGLE_BIGQUERY"]);

/// <summary>The types of destinations.</summary>
public sealed class DestinationTypeCompleter() : ValueListCompleter(
    ["LOOKER_STUDIO", "GOOGLE_SHEETS", "EMAIL", "SLACK", "MS_TEAMS", "GOOGLE_CHAT"]);

/// <summary>The states of a run.</summary>
public sealed class RunStatusCompleter() : ValueListCompleter(
    ["PENDING", "RUNNING", "SUCCESS", "FAILED", "CANCELLED", "INTERRUPTED", "RESTRICTED"]);

/// <summary>The types of runs.</summary>
public sealed class RunTypeCompleter() : ValueListCompleter(
    [
        "CONNECTOR", "HTTP_DATA", "DATA_QUALITY", "GOOGLE_SHEETS_EXPORT", "LOOKER_STUDIO", "EMAIL", "SLACK", "MS_TEAMS", "GOOGLE_CHAT",
        "INSIGHT", "INSIGHT_TEMPLATE", "AI_ASSISTANT", "MCP_QUERY",
    ]);

/// <summary>The types of schedules.</summary>
public sealed class TriggerTypeCompleter() : ValueListCompleter(["REPORT_RUN", "CONNECTOR_RUN", "DATA_QUALITY_RUN"]);

/// <summary>The levels that plugins are published at.</summary>
public sealed class PluginScopeCompleter() : ValueListCompleter(["member", "project", "deployment"]);

/// <summary>The operators of filters.</summary>
public sealed class OperatorCompleter() : ValueListCompleter([.. RuleKeywords.ValueOperators, .. RuleKeywords.ListOperators, .. RuleKeywords.BareOperators]);

/// <summary>Days relative to the day of the query.</summary>
public sealed class RelativeDateCompleter() : ValueListCompleter(RuleKeywords.RelativeDates);

/// <summary>The aggregate functions.</summary>
public sealed class FunctionCompleter() : ValueListCompleter(RuleKeywords.Functions);

/// <summary>What dates can be cut to.</summary>
public sealed class DateUnitCompleter() : ValueListCompleter(RuleKeywords.DateUnits);
