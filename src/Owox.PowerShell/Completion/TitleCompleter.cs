using System.Collections.Generic;
using System.Linq;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the titles of what the command lists: data marts, storages or destinations.</summary>
public sealed class TitleCompleter : LookupCompleter
{
    private protected override bool TakesWildcards => true;

    private protected override IEnumerable<Choice> Find(Lookups lookups, TypedLine line) =>
        line.IsAbout("DataMart") ? lookups.DataMarts.Select(static mart => Choice.Of(mart.Title, DataMartText.About(mart)))
        : line.IsAbout("Storage") ? lookups.Storages.Select(static storage => Choice.Of(storage.Title, SharedText.About(storage)))
        : line.IsAbout("Destination") ? lookups.Destinations.Select(static destination => Choice.Of(destination.Title, SharedText.About(destination)))
        : line.IsAbout("Report") ? lookups.Reports.Select(static report => Choice.Of(report.Title, ReportIdCompleter.About(report)))
        : line.IsAbout("InsightTemplate") ? lookups.InsightTemplates.Select(static template => Choice.Of(template.Title, template.DataMart?.Title))
        : line.IsAbout("Context") ? lookups.Contexts.Select(static context => Choice.Of(context.Name, context.Description))
        : line.IsAbout("ApiKey") ? lookups.ApiKeys.Select(static key => Choice.Of(key.Name, ApiKeyIdCompleter.About(key)))
        : [];
}

/// <summary>What the list tells of a storage or a destination.</summary>
internal static class SharedText
{
    public static string About(SharedResource item) => $"{item.Title}: {item.Type}, {item.Id}";
}
