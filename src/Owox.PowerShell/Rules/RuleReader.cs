using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Filters;

namespace Owox.PowerShell.Rules;

/// <summary>Reads rules as people give them: blocks, rule objects, hashtables, JSON text and short forms, one or several, mixed.</summary>
internal static class RuleReader
{
    private static readonly Dictionary<string, string> OperatorNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ne"] = "neq",
        ["ge"] = "gte",
        ["le"] = "lte",
        ["notin"] = "not_in",
        ["match"] = "regex",
        ["notmatch"] = "not_regex",
    };

    public static FilterRule[] Filters(object[]? given, PSCmdlet caller) => Read(
        given,
        new RuleForm<FilterRule>(
            "a filter", "a block such as { $_.revenue -gt 100 }", Filter, item => item is ScriptBlock block ? FilterBlock.Compile(block, caller) : null));

    public static SortRule[] Sorts(object[]? given) => Read(
        given, new RuleForm<SortRule>("a sort", "text such as 'date desc'", Sort, ShortRules.Sorts));

    public static AggregationRule[] Aggregations(object[]? given) => Read(
        given, new RuleForm<AggregationRule>("an aggregation", "a table such as @{revenue='SUM'}", Aggregation, ShortRules.Aggregations));

    public static DateBucketRule[] DateBuckets(object[]? given) => Read(
        given, new RuleForm<DateBucketRule>("a date bucket", "a table such as @{date='MONTH'}", DateBucket, ShortRules.DateBuckets));

    /// <summary>The server's name of an operator; PowerShell's own names are understood, too.</summary>
    public static string Operator(string name) => OperatorNames.TryGetValue(name, out var known) ? known : name.ToLowerInvariant();

    private static FilterRule Filter(RuleEntry entry) => new(entry.Text("column"), Operator(entry.Text("operator")))
    {
        Value = RuleValue.Of(entry.Take("value")),
        Placement = entry.OptionalText("placement"),
        AliasPath = entry.OptionalText("aliasPath"),
        Function = entry.OptionalText("function")?.ToUpperInvariant(),
    };

    private static SortRule Sort(RuleEntry entry) =>
        new(entry.Text("column"), (entry.OptionalText("direction") ?? "asc").ToLowerInvariant());

    private static AggregationRule Aggregation(RuleEntry entry) => new(entry.Text("column"), entry.Text("function").ToUpperInvariant());

    private static DateBucketRule DateBucket(RuleEntry entry) =>
        new(entry.Text("column"), entry.Text("unit").ToUpperInvariant(), entry.OptionalText("timeZone"));

    private static T[] Read<T>(IEnumerable? given, RuleForm<T> form)
        where T : class => (given ?? Array.Empty<object>()).Cast<object?>().SelectMany(item => One(item, form)).ToArray();

    private static IEnumerable<T> One<T>(object? given, RuleForm<T> form)
        where T : class
    {
        var item = Bare.Of(given);
        return item as T is { } rule ? [rule] : form.Short(item) ?? item switch
        {
            IDictionary table => [form.Of(RuleEntry.From(table, form.What))],
            string json => RuleEntry.FromJson(json, form.What, form.Example).Select(form.Of),
            PSObject record => [form.Of(RuleEntry.From(RuleEntry.Table(record), form.What))],
            IEnumerable several => Read(several, form),
            _ => throw RuleEntry.Invalid($"{form.What} is {form.Example}, a hashtable or JSON text, not {RuleEntry.Kind(item)}"),
        };
    }
}
