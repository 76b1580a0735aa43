using System;
using System.Collections.Generic;
using System.Linq;

namespace Owox.PowerShell.Completion;

/// <summary>Completes a column to the beginning of a block: { $_.revenue</summary>
public sealed class FilterCompleter : LineColumnCompleter
{
    private protected override IEnumerable<Choice> Of(DataMartColumn column) =>
        [new Choice($"{{ $_.{Quoted.Member(column.Name)} ", column.Name) { About = About(column) }];
}

/// <summary>Completes a column to a key to sort by, rising or falling: revenue, 'revenue desc'.</summary>
public sealed class SortCompleter : LineColumnCompleter
{
    private protected override IEnumerable<Choice> Of(DataMartColumn column)
    {
        // A name that ends like a direction, or begins like JSON, would not be taken for a name.
        var isPlain = !RuleWords.Directions.Any(word => column.Name.EndsWith(" " + word, StringComparison.OrdinalIgnoreCase)) && column.Name.IndexOfAny(['[', '{']) != 0;
        return isPlain ? [Choice.Of(column.Name, About(column)), Choice.Of(column.Name + " desc", About(column))] : [Long(column, "asc"), Long(column, "desc")];
    }

    private static Choice Long(DataMartColumn column, string direction) =>
        new(RuleTable.Long(column.Name, "direction", direction), $"{column.Name} {direction}") { About = About(column) };
}

/// <summary>Completes a column and a function that it can be aggregated with: @{revenue='SUM'}</summary>
public sealed class AggregationCompleter : LineColumnCompleter
{
    private protected override IEnumerable<Choice> Of(DataMartColumn column) =>
        (column.Aggregations.Length > 0 ? column.Aggregations : RuleWords.Functions)
            .Select(function => new Choice(RuleTable.Of(column.Name, "function", function), $"{column.Name} {function}") { About = About(column) });
}

/// <summary>Completes a date column and a unit that it can be cut to: @{date='MONTH'}</summary>
public sealed class DateBucketCompleter : LineColumnCompleter
{
    private protected override IEnumerable<Choice> Of(DataMartColumn column) => IsDate(column)
        ? RuleWords.DateUnits.Select(unit => new Choice(RuleTable.Of(column.Name, "unit", unit), $"{column.Name} {unit}") { About = About(column) })
        : [];
}

/// <summary>A rule as a hashtable, in the short form where the column's name is not taken for a part of a long one.</summary>
internal static class RuleTable
{
    public static string Of(string column, string part, string word) =>
        string.Equals(column, "column", StringComparison.OrdinalIgnoreCase) || string.Equals(column, part, StringComparison.OrdinalIgnoreCase)
            ? Long(column, part, word)
            : $"@{{{Quoted.Member(column)}={Quoted.Text(word)}}}";

    public static string Long(string column, string part, string word) =>
        $"@{{column={Quoted.Text(column)};{part}={Quoted.Text(word)}}}";
}
