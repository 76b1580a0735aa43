namespace Owox.PowerShell.Completion;

/// <summary>Completes with the columns of the data mart that the line is about.</summary>
public abstract class LineColumnCompleter : ServerCompleterBase
{
    private protected sealed override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) => DataMartArgumentResolver.Find(line, lookups)
        .SelectMany(lookups.Columns)
        .GroupBy(static column => column.Name, StringComparer.Ordinal)
        .Select(static columns => columns.First())
        .SelectMany(Of);

    private protected virtual IEnumerable<CompletionItem> Of(DataMartColumn column) => [CompletionItem.Create(column.Name, About(column))];

    private protected static string About(DataMartColumn column)
    {
        var from = column.SourceDataMartTitle is null ? null : "from " + column.SourceDataMartTitle;
        var parts = new[] { column.Type, column.Alias, from, column.Description }.Where(static part => !string.IsNullOrEmpty(part));
        return $"{column.Name}: {string.Join(", ", parts)}";
    }

    private protected static bool IsDate(DataMartColumn column) =>
        column.Type is not { } type || type.IndexOf("DATE", StringComparison.OrdinalIgnoreCase) >= 0 || type.IndexOf("TIME", StringComparison.OrdinalIgnoreCase) >= 0;
}

/// <summary>Completes names of columns.</summary>
public sealed class ColumnCompleter : LineColumnCompleter;

/// <summary>Completes names of columns where wildcards are taken, too.</summary>
public sealed class ColumnPatternCompleter : LineColumnCompleter
{
    private protected override bool TakesWildcards => true;
}

/// <summary>Completes names of columns that hold dates or times.</summary>
public sealed class DateColumnCompleter : LineColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) => IsDate(column) ? base.Of(column) : [];
}

/// <summary>Completes the alias paths of joined data marts.</summary>
public sealed class AliasPathCompleter : ServerCompleterBase
{
    private protected override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) => DataMartArgumentResolver.Find(line, lookups)
        .SelectMany(lookups.Columns)
        .Where(static column => column.AliasPath is not null)
        .GroupBy(static column => column.AliasPath!, StringComparer.Ordinal)
        .Select(static columns => CompletionItem.Create(columns.Key, columns.First().SourceDataMartTitle));
}
