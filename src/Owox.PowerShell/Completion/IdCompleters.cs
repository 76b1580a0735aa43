using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Owox.PowerShell.Completion;

/// <summary>Completes storages by their titles or IDs, and puts in the ID.</summary>
public sealed class StorageIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.Storages.Select(static storage => Choice.ById(storage.Id, storage.Title, SharedText.About(storage)));
}

/// <summary>Completes destinations by their titles or IDs, and puts in the ID.</summary>
public sealed class DestinationIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.Destinations.Select(static destination => Choice.ById(destination.Id, destination.Title, SharedText.About(destination)));
}

/// <summary>Completes reports by their titles or IDs, and puts in the ID.</summary>
public sealed class ReportIdCompleter : LookupCompleter
{
    internal static string About(Report report) => $"{report.Title}: {report.DataMartTitle}, {report.Id}";

    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.Reports.Select(static report => Choice.ById(report.Id, report.Title, About(report)));
}

/// <summary>Completes insight templates by their titles or IDs, and puts in the ID.</summary>
public sealed class InsightTemplateIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.InsightTemplates.Select(static template => Choice.ById(template.Id, template.Title, $"{template.Title}: {template.DataMart?.Title}, {template.Id}"));
}

/// <summary>Completes contexts by their names or IDs, and puts in the ID.</summary>
public sealed class ContextIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.Contexts.Select(static context => Choice.ById(context.Id, context.Name, context.Description));
}

/// <summary>Completes a member's API keys by their names or IDs, and puts in the ID. Over an API key's connection there are none.</summary>
public sealed class ApiKeyIdCompleter : LookupCompleter
{
    internal static string About(ApiKeyInfo key) => key.ExpiresAt is { } end
        ? $"{key.Name}: {key.ApiKeyId}, until {end.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}"
        : $"{key.Name}: {key.ApiKeyId}";

    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        lookups.ApiKeys.Select(static key => Choice.ById(key.ApiKeyId, key.Name, About(key)));
}

/// <summary>Completes schedules by their data marts' titles or IDs, and puts in the ID.</summary>
public sealed class TriggerIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) => lookups.Triggers.Select(static trigger => Choice.ById(
        trigger.Id, $"{trigger.DataMartTitle} {trigger.Type}".Trim(), $"{trigger.ReportTitle ?? trigger.DataMartTitle}: {trigger.CronExpression} {trigger.TimeZone}, {trigger.Id}"));
}

/// <summary>Completes the newest runs, of the data mart that is named where one is, by their states or IDs.</summary>
public sealed class RunIdCompleter : LookupCompleter
{
    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line)
    {
        var given = line.Value("DataMartId");
        var mart = LineDataMarts.Ids(given, lookups).FirstOrDefault();
        return given is not null && mart is null ? [] : lookups.Runs(mart).Where(run => IsWanted(run, line)).Select(static run => Choice.ById(
            run.Id,
            $"{run.Status} {run.Type} {run.CreatedAt?.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}".TrimEnd(),
            $"{run.Status}, {run.Type}, {run.CreatedAt?.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}, {run.Id}"));
    }

    // What has ended can be neither stopped nor waited for.
    private static bool IsWanted(Run run, TypedLine line) => line.IsReading || run.Status is "PENDING" or "RUNNING";
}
