using System.Collections;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Filters;

namespace Owox.PowerShell.Rules;

/// <summary>Parses the rules that a user specifies: script blocks, rule objects, hashtables, JSON text and short forms, in any combination.</summary>
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
        new RuleFormat<FilterRule>(
            "a filter", "a block such as { $_.revenue -gt 100 }", Filter, item => item is ScriptBlock block ? FilterCompiler.Compile(block, caller) : null))
        .SelectMany(NullValue.ResolveList)
        .ToArray();

    public static SortRule[] Sorts(object[]? given) => Read(
        given, new RuleFormat<SortRule>("a sort", "a string such as 'date desc'", Sort, ShorthandRules.Sorts));

    public static AggregationRule[] Aggregations(object[]? given) => Read(
        given, new RuleFormat<AggregationRule>("an aggregation", "a hashtable such as @{revenue='SUM'}", Aggregation, ShorthandRules.Aggregations));

    public static DateBucketRule[] DateBuckets(object[]? given) => Read(
        given, new RuleFormat<DateBucketRule>("a date bucket", "a hashtable such as @{date='MONTH'}", DateBucket, ShorthandRules.DateBuckets))
        .Select(TimeZoneArgument.WithIanaName)
        .ToArray();

    /// <summary>Returns the server's name of an operator. PowerShell's names are also accepted.</summary>
    public static string Operator(string name) => OperatorNames.TryGetValue(name, out var known) ? known : name.ToLowerInvariant();

    // A value that was not specified is missing and not null.
    private static FilterRule Filter(RuleParts entry)
    {
        var hasValue = entry.Has("value");
        var rule = new FilterRule(entry.Text("column"), Operator(entry.Text("operator")))
        {
            Value = RuleValue.Normalize(entry.Take("value")),
            Placement = entry.OptionalText("placement"),
            AliasPath = entry.OptionalText("aliasPath"),
            Function = entry.OptionalText("function")?.ToUpperInvariant(),
        };
        return hasValue ? NullValue.Resolve(rule) : rule;
    }

    private static SortRule Sort(RuleParts entry) =>
        new(entry.Text("column"), (entry.OptionalText("direction") ?? "asc").ToLowerInvariant());

    private static AggregationRule Aggregation(RuleParts entry) => new(entry.Text("column"), entry.Text("function").ToUpperInvariant());

    private static DateBucketRule DateBucket(RuleParts entry) =>
        new(entry.Text("column"), entry.Text("unit").ToUpperInvariant(), entry.OptionalText("timeZone"));

    private static T[] Read<T>(IEnumerable? given, RuleFormat<T> form)
        where T : class => (given ?? Array.Empty<object>()).Cast<object?>().SelectMany(item => One(item, form)).ToArray();

    private static IEnumerable<T> One<T>(object? given, RuleFormat<T> form)
        where T : class
    {
        var item = PSValue.Unwrap(given);
        return item as T is { } rule ? [rule] : form.Short(item) ?? item switch
        {
            IDictionary table => [form.Create(RuleParts.From(table, form.What))],
            string json => NotEmpty(RuleParts.FromJson(json, form.What, form.Example).Select(form.Create), form.What),
            PSObject record => [form.Create(RuleParts.From(RuleParts.Table(record), form.What))],
            IEnumerable several => NotEmpty(Read(several, form), form.What),
            _ => throw RuleParts.Invalid($"{form.What} must be {form.Example}, a hashtable or JSON text, not {RuleParts.DescribeType(item)}"),
        };
    }

    // An empty list would silently return more data than intended.
    private static T[] NotEmpty<T>(IEnumerable<T> rules, string what) =>
        rules.ToArray() is { Length: > 0 } some ? some : throw RuleParts.Invalid($"a list for {what} is empty; omit the list instead");
}

/// <summary>The format of one kind of rules.</summary>
/// <param name="What">The name of a rule in messages.</param>
/// <param name="Example">An example of the shortest form, for messages.</param>
/// <param name="Make">Creates a rule from its named parts.</param>
/// <param name="Short">Parses the additional forms of this kind; returns null for other input.</param>
internal sealed record RuleFormat<T>(string What, string Example, Func<RuleParts, T> Make, Func<object?, T[]?> Short)
{
    public T Create(RuleParts entry)
    {
        var rule = Make(entry);
        entry.ThrowIfUnknownKeys();
        return rule;
    }
}
