using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Owox.PowerShell.Rules;

/// <summary>Reads rules as people give them: hashtables or JSON text, one or several.</summary>
internal static class RuleReader
{
    public static FilterRule[] Filters(object[]? given) => Read(given, "filter", static entry => new FilterRule(
        entry.Text("column"), entry.Text("operator").ToLowerInvariant())
    {
        Value = RuleValue.Of(entry.Take("value")),
        Placement = entry.OptionalText("placement"),
        AliasPath = entry.OptionalText("aliasPath"),
        Function = entry.OptionalText("function")?.ToUpperInvariant(),
    });

    public static SortRule[] Sorts(object[]? given) => Read(given, "sort", static entry => new SortRule(
        entry.Text("column"), (entry.OptionalText("direction") ?? "asc").ToLowerInvariant()));

    public static AggregationRule[] Aggregations(object[]? given) => Read(given, "aggregation", static entry => new AggregationRule(
        entry.Text("column"), entry.Text("function").ToUpperInvariant()));

    public static DateBucketRule[] DateBuckets(object[]? given) => Read(given, "date bucket", static entry => new DateBucketRule(
        entry.Text("column"), entry.Text("unit").ToUpperInvariant(), entry.OptionalText("timeZone")));

    private static T[] Read<T>(object[]? given, string what, Func<RuleEntry, T> make) =>
        (given ?? []).SelectMany(item => Entries(item, what)).Select(entry =>
        {
            var rule = make(entry);
            entry.RefuseRest();
            return rule;
        }).ToArray();

    private static IEnumerable<RuleEntry> Entries(object? given, string what) => Unwrap(given) switch
    {
        IDictionary table => [RuleEntry.From(table, what)],
        string json => RuleEntry.FromJson(json, what),
        IEnumerable several => several.Cast<object?>().SelectMany(item => Entries(item, what)),
        var other => throw RuleEntry.Invalid($"a {what} is a hashtable or JSON text, not a {other?.GetType().Name ?? "null"}"),
    };

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
