using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>Completes storages by title or ID, and inserts the ID.</summary>
public sealed class StorageIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Storages.Select(static storage => CompletionItem.ById(storage.Id, storage.Title, SharedText.About(storage)));
}

/// <summary>Completes destinations by title or ID, and inserts the ID.</summary>
public sealed class DestinationIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Destinations.Select(static destination => CompletionItem.ById(destination.Id, destination.Title, SharedText.About(destination)));
}

/// <summary>Completes reports by title or ID, and inserts the ID.</summary>
public sealed class ReportIdCompleter : ServerCompleterBase
{
    internal static string About(Report report) => $"{report.Title}: {report.DataMartTitle}, {report.Id}";

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Reports.Select(static report => CompletionItem.ById(report.Id, report.Title, About(report)));
}

/// <summary>Completes insight templates by title or ID, and inserts the ID.</summary>
public sealed class InsightTemplateIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.InsightTemplates.Select(static template => CompletionItem.ById(template.Id, template.Title, $"{template.Title}: {template.DataMart?.Title}, {template.Id}"));
}

/// <summary>Completes contexts by name or ID, and inserts the ID.</summary>
public sealed class ContextIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Contexts.Select(static context => CompletionItem.ById(context.Id, context.Name, context.Description));
}

/// <summary>Completes credentials by title or ID, and inserts the ID.</summary>
public sealed class CredentialIdCompleter : ServerCompleterBase
{
    internal static string About(Credential credential) => $"{credential.Title}: {credential.Definition}, {credential.ValidationState}, {credential.Id}";

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Credentials.Select(static credential => CompletionItem.ById(credential.Id, credential.Title, About(credential)));
}

/// <summary>Completes the services for which credentials can be created by ID or name, and inserts the ID.</summary>
public sealed class CredentialDefinitionCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) => lookups.CredentialDefinitions.Select(
        static definition => CompletionItem.ById(definition.Id, definition.Id, $"{definition.DisplayName}: {definition.Description}"));
}

/// <summary>
/// Completes the API keys of a member by name or ID, and inserts the ID. For the connection of an API key there are no suggestions.
/// </summary>
public sealed class ApiKeyIdCompleter : ServerCompleterBase
{
    internal static string About(ApiKeyInfo key) => key.ExpiresAt is { } end
        ? $"{key.Name}: {key.ApiKeyId}, until {end.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}"
        : $"{key.Name}: {key.ApiKeyId}";

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.ApiKeys.Select(static key => CompletionItem.ById(key.ApiKeyId, key.Name, About(key)));
}

/// <summary>
/// Completes the license keys of a project by name or ID, and inserts the ID. For the connection of an API key there are no suggestions.
/// </summary>
public sealed class LicenseKeyIdCompleter : ServerCompleterBase
{
    internal static string About(LicenseKeyInfo key) => $"{key.Name}: {key.Origin}, {key.LicenseKeyId}";

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.LicenseKeys.Select(static key => CompletionItem.ById(key.LicenseKeyId, key.Name, About(key)));
}

/// <summary>Completes triggers by ID or by the title of their data mart, and inserts the ID.</summary>
public sealed class TriggerIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) => lookups.Triggers.Select(static trigger => CompletionItem.ById(
        trigger.Id, $"{trigger.DataMartTitle} {trigger.Type}".Trim(), $"{trigger.ReportTitle ?? trigger.DataMartTitle}: {trigger.CronExpression} {trigger.TimeZone}, {trigger.Id}"));
}

/// <summary>Completes the newest runs by status or ID; only those of the specified data mart, if there is one.</summary>
public sealed class RunIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line)
    {
        var given = line.Value("DataMartId");
        var mart = DataMartArgumentResolver.Ids(given, lookups).FirstOrDefault();
        return given is not null && mart is null ? [] : lookups.Runs(mart).Where(run => IsWanted(run, line)).Select(static run => CompletionItem.ById(
            run.Id,
            $"{run.Status} {run.Type} {run.CreatedAt?.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}".TrimEnd(),
            $"{run.Status}, {run.Type}, {run.CreatedAt?.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}, {run.Id}"));
    }

    // A run that has ended cannot be stopped or awaited.
    private static bool IsWanted(Run run, CompletionLine line) => line.IsReading || run.Status is "PENDING" or "RUNNING";
}

/// <summary>Completes titles of data marts, storages or destinations, depending on the command.</summary>
public sealed class TitleCompleter : ServerCompleterBase
{
    private protected override bool TakesWildcards => true;

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        line.IsAbout("DataMart") ? lookups.DataMarts.Select(static mart => CompletionItem.Create(mart.Title, DataMartText.About(mart)))
        : line.IsAbout("Storage") ? lookups.Storages.Select(static storage => CompletionItem.Create(storage.Title, SharedText.About(storage)))
        : line.IsAbout("Destination") ? lookups.Destinations.Select(static destination => CompletionItem.Create(destination.Title, SharedText.About(destination)))
        : line.IsAbout("Report") ? lookups.Reports.Select(static report => CompletionItem.Create(report.Title, ReportIdCompleter.About(report)))
        : line.IsAbout("InsightTemplate") ? lookups.InsightTemplates.Select(static template => CompletionItem.Create(template.Title, template.DataMart?.Title))
        : line.IsAbout("Context") ? lookups.Contexts.Select(static context => CompletionItem.Create(context.Name, context.Description))
        : line.IsAbout("Credential") ? lookups.Credentials.Select(static credential => CompletionItem.Create(credential.Title, CredentialIdCompleter.About(credential)))
        : line.IsAbout("ApiKey") || line.IsAbout("StaleApiKey") ? lookups.ApiKeys.Select(static key => CompletionItem.Create(key.Name, ApiKeyIdCompleter.About(key)))
        : line.IsAbout("LicenseKey") ? lookups.LicenseKeys.Select(static key => CompletionItem.Create(key.Name, LicenseKeyIdCompleter.About(key)))
        : [];
}

/// <summary>The tooltip of a storage or a destination.</summary>
internal static class SharedText
{
    public static string About(OwnedModel item) => $"{item.Title}: {item.Type}, {item.Id}";
}

/// <summary>Completes data marts by title or ID, and inserts the ID.</summary>
public sealed class DataMartIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.DataMarts.Select(static mart => CompletionItem.ById(mart.Id, mart.Title, DataMartText.About(mart)));
}

/// <summary>Completes data marts by title or ID, and inserts the title, or the ID if the title is not unique.</summary>
public sealed class DataMartNameCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line)
    {
        var titles = lookups.DataMarts.ToLookup(static mart => mart.Title, System.StringComparer.OrdinalIgnoreCase);
        return lookups.DataMarts.Select(mart =>
        {
            var byId = CompletionItem.ById(mart.Id, mart.Title, DataMartText.About(mart));
            return titles[mart.Title].Skip(1).Any() ? byId : byId with { Text = CompletionQuoting.Argument(mart.Title) };
        });
    }
}

/// <summary>The tooltip of a data mart.</summary>
internal static class DataMartText
{
    public static string About(DataMart mart) =>
        $"{mart.Title}: {mart.Status}, {mart.StorageTitle ?? mart.StorageType}, {mart.Id}";
}

/// <summary>
/// The base class of completers that use data of the connection's project. There are no suggestions if there is no connection, if the server
/// is slow or returns an error, or if a sign-in would be required.
/// </summary>
public abstract class ServerCompleterBase : IArgumentCompleter
{
    /// <summary>Whether the parameter accepts wildcards, so that wildcard characters in a name are escaped.</summary>
    private protected virtual bool TakesWildcards => false;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var budget = new CompletionDeadline();
        var line = new CompletionLine(commandName, commandAst, fakeBoundParameters);
        return line.Connection is { IsOpen: true } connection
            ? CompletionMatcher.Matching(Find(new CompletionDataSource(connection.Session, budget), line).Select(Escaped), new WordMatcher(wordToComplete, TakesWildcards))
            : [];
    }

    /// <summary>Returns the possible items.</summary>
    private protected abstract IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line);

    private CompletionItem Escaped(CompletionItem choice) => TakesWildcards && choice.AlsoKnownAs is null
        ? choice with { Text = CompletionQuoting.Argument(WildcardPattern.Escape(choice.Label)) }
        : choice;
}
