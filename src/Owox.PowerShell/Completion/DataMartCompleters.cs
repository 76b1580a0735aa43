namespace Owox.PowerShell.Completion;

/// <summary>Completes data marts by their titles or IDs, and puts in the ID.</summary>
public sealed class DataMartIdCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) =>
        lookups.DataMarts.Select(static mart => CompletionItem.ById(mart.Id, mart.Title, DataMartText.About(mart)));
}

/// <summary>Completes data marts by their titles or IDs, and puts in the title; the ID where another has the same title.</summary>
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

/// <summary>What the list tells of a data mart.</summary>
internal static class DataMartText
{
    public static string About(DataMart mart) =>
        $"{mart.Title}: {mart.Status}, {mart.StorageTitle ?? mart.StorageType}, {mart.Id}";
}
