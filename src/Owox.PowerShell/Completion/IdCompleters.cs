using System.Globalization;

namespace Owox.PowerShell.Completion;

/// <summary>Completes storages by their titles or IDs, and puts in the ID.</summary>
public sealed class StorageIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Storages.Select(static storage => CompletionItem.ById(storage.Id, storage.Title, SharedText.About(storage)));
}

/// <summary>Completes destinations by their titles or IDs, and puts in the ID.</summary>
public sealed class DestinationIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Destinations.Select(static destination => CompletionItem.ById(destination.Id, destination.Title, SharedText.About(destination)));
}

/// <summary>Completes reports by their titles or IDs, and puts in the ID.</summary>
public sealed class ReportIdCompleter : ServerCompleterBase
{
    internal static string About(Report report) => $"{report.Title}: {report.DataMartTitle}, {report.Id}";

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Reports.Select(static report => CompletionItem.ById(report.Id, report.Title, About(report)));
}

/// <summary>Completes insight templates by their titles or IDs, and puts in the ID.</summary>
public sealed class InsightTemplateIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.InsightTemplates.Select(static template => CompletionItem.ById(template.Id, template.Title, $"{template.Title}: {template.DataMart?.Title}, {template.Id}"));
}

/// <summary>Completes contexts by their names or IDs, and puts in the ID.</summary>
public sealed class ContextIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.Contexts.Select(static context => CompletionItem.ById(context.Id, context.Name, context.Description));
}

/// <summary>Completes a member's API keys by their names or IDs, and puts in the ID. Over an API key's connection there are none.</summary>
public sealed class ApiKeyIdCompleter : ServerCompleterBase
{
    internal static string About(ApiKeyInfo key) => key.ExpiresAt is { } end
        ? $"{key.Name}: {key.ApiKeyId}, until {end.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}"
        : $"{key.Name}: {key.ApiKeyId}";

    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.ApiKeys.Select(static key => CompletionItem.ById(key.ApiKeyId, key.Name, About(key)));
}

/// <summary>Completes schedules by their data marts' titles or IDs, and puts in the ID.</summary>
public sealed class TriggerIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) => lookups.Triggers.Select(static trigger => CompletionItem.ById(
        trigger.Id, $"{trigger.DataMartTitle} {trigger.Type}".Trim(), $"{trigger.ReportTitle ?? trigger.DataMartTitle}: {trigger.CronExpression} {trigger.TimeZone}, {trigger.Id}"));
}

/// <summary>Completes the newest runs, of the data mart that is named where one is, by their states or IDs.</summary>
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

    // What has ended can be neither stopped nor waited for.
    private static bool IsWanted(Run run, CompletionLine line) => line.IsReading || run.Status is "PENDING" or "RUNNING";
}
