namespace Owox.PowerShell.Completion;

/// <summary>Completes a column to the beginning of a block: { $_.revenue</summary>
public sealed class FilterCompleter : LineColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) =>
        [new CompletionItem($"{{ $_.{CompletionQuoting.Member(column.Name)} ", column.Name) { ToolTip = About(column) }];
}

/// <summary>Completes a column to a key to sort by, rising or falling: revenue, 'revenue desc'.</summary>
public sealed class SortCompleter : LineColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column)
    {
        // A name that ends like a direction, or begins like JSON, would not be taken for a name.
        var isPlain = !RuleKeywords.Directions.Any(word => column.Name.EndsWith(" " + word, StringComparison.OrdinalIgnoreCase)) && column.Name.IndexOfAny(['[', '{']) != 0;
        return isPlain ? [CompletionItem.Create(column.Name, About(column)), CompletionItem.Create(column.Name + " desc", About(column))] : [Long(column, "asc"), Long(column, "desc")];
    }

    private static CompletionItem Long(DataMartColumn column, string direction) =>
        new(RuleTable.Long(column.Name, "direction", direction), $"{column.Name} {direction}") { ToolTip = About(column) };
}

/// <summary>Completes a column and a function that it can be aggregated with: @{revenue='SUM'}</summary>
public sealed class AggregationCompleter : LineColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) =>
        (column.Aggregations.Length > 0 ? column.Aggregations : RuleKeywords.Functions)
            .Select(function => new CompletionItem(RuleTable.Of(column.Name, "function", function), $"{column.Name} {function}") { ToolTip = About(column) });
}

/// <summary>Completes a date column and a unit that it can be cut to: @{date='MONTH'}</summary>
public sealed class DateBucketCompleter : LineColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) => IsDate(column)
        ? RuleKeywords.DateUnits.Select(unit => new CompletionItem(RuleTable.Of(column.Name, "unit", unit), $"{column.Name} {unit}") { ToolTip = About(column) })
        : [];
}

/// <summary>A rule as a hashtable, in the short form where the column's name is not taken for a part of a long one.</summary>
internal static class RuleTable
{
    public static string Of(string column, string part, string word) =>
        string.Equals(column, "column", StringComparison.OrdinalIgnoreCase) || string.Equals(column, part, StringComparison.OrdinalIgnoreCase)
            ? Long(column, part, word)
            : $"@{{{CompletionQuoting.Member(column)}={CompletionQuoting.Text(word)}}}";

    public static string Long(string column, string part, string word) =>
        $"@{{column={CompletionQuoting.Text(column)};{part}={CompletionQuoting.Text(word)}}}";
}

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
