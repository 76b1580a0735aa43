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
