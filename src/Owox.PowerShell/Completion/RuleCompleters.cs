namespace Owox.PowerShell.Completion;

/// <summary>Completes a column as the beginning of a script block: { $_.revenue</summary>
public sealed class FilterCompleter : RuleColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) =>
        [new CompletionItem($"{{ $_.{CompletionQuoting.Member(column.Name)} ", column.Name) { ToolTip = About(column) }];
}

/// <summary>Completes a column as a sort key in ascending or descending order: revenue, 'revenue desc'.</summary>
public sealed class SortCompleter : RuleColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column)
    {
        // A name that ends with a sort direction or starts like JSON would not be parsed as a name.
        var isPlain = !RuleKeywords.Directions.Any(word => column.Name.EndsWith(" " + word, StringComparison.OrdinalIgnoreCase)) && column.Name.IndexOfAny(['[', '{']) != 0;
        return isPlain ? [CompletionItem.Create(column.Name, About(column)), CompletionItem.Create(column.Name + " desc", About(column))] : [Long(column, "asc"), Long(column, "desc")];
    }

    private static CompletionItem Long(DataMartColumn column, string direction) =>
        new(RuleTable.Long(column.Name, "direction", direction), $"{column.Name} {direction}") { ToolTip = About(column) };
}

/// <summary>Completes a column and a function that it supports: @{revenue='SUM'}</summary>
public sealed class AggregationCompleter : RuleColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) =>
        (column.Aggregations.Length > 0 ? column.Aggregations : RuleKeywords.Functions)
            .Select(function => new CompletionItem(RuleTable.Of(column.Name, "function", function), $"{column.Name} {function}") { ToolTip = About(column) });
}

/// <summary>Completes a date column and a unit: @{date='MONTH'}</summary>
public sealed class DateBucketCompleter : RuleColumnCompleter
{
    private protected override IEnumerable<CompletionItem> Of(DataMartColumn column) => IsDate(column)
        ? RuleKeywords.DateUnits.Select(unit => new CompletionItem(RuleTable.Of(column.Name, "unit", unit), $"{column.Name} {unit}") { ToolTip = About(column) })
        : [];
}

/// <summary>Formats a rule as a hashtable, in the short form unless the name of the column is a key of the long form.</summary>
internal static class RuleTable
{
    public static string Of(string column, string part, string word) =>
        string.Equals(column, "column", StringComparison.OrdinalIgnoreCase) || string.Equals(column, part, StringComparison.OrdinalIgnoreCase)
            ? Long(column, part, word)
            : $"@{{{CompletionQuoting.Member(column)}={CompletionQuoting.Text(word)}}}";

    public static string Long(string column, string part, string word) =>
        $"@{{column={CompletionQuoting.Text(column)};{part}={CompletionQuoting.Text(word)}}}";
}

/// <summary>The base class of completers for the columns of the data mart in the command line.</summary>
public abstract class LineColumnCompleter : ServerCompleterBase
{
    private protected sealed override IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line) => DataMartArgumentResolver.Find(line, lookups)
        .SelectMany(lookups.Columns)
        .Where(IsUsable)
        .GroupBy(static column => column.Name, StringComparer.Ordinal)
        .Select(static columns => columns.First())
        .SelectMany(Of);

    /// <summary>Whether a query can use the column. The server has no values for the fields in the elements of an array.</summary>
    private protected virtual bool IsUsable(DataMartColumn column) => column.ContainingArray is null;

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

/// <summary>The base class of completers for the columns of rules, which some servers reject for array columns.</summary>
public abstract class RuleColumnCompleter : LineColumnCompleter
{
    private protected sealed override bool IsUsable(DataMartColumn column) => !column.RejectsRules && base.IsUsable(column);
}

/// <summary>Completes names of columns.</summary>
public sealed class ColumnCompleter : LineColumnCompleter;

/// <summary>Completes names of columns for parameters that accept wildcards.</summary>
public sealed class ColumnPatternCompleter : LineColumnCompleter
{
    private protected override bool TakesWildcards => true;

    private protected override bool IsUsable(DataMartColumn column) => true;
}

/// <summary>Completes names of columns that contain dates or times.</summary>
public sealed class DateColumnCompleter : RuleColumnCompleter
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
