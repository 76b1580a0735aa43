namespace Owox.PowerShell.Completion;

/// <summary>Completes the titles of what the command lists: data marts, storages or destinations.</summary>
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
        : line.IsAbout("ApiKey") ? lookups.ApiKeys.Select(static key => CompletionItem.Create(key.Name, ApiKeyIdCompleter.About(key)))
        : [];
}

/// <summary>What the list tells of a storage or a destination.</summary>
internal static class SharedText
{
    public static string About(OwnedModel item) => $"{item.Title}: {item.Type}, {item.Id}";
}
