using System.Collections;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Rules;

/// <summary>The short forms: 'date desc', @{revenue='SUM'}, @{date='MONTH'}. The methods return null for other forms.</summary>
internal static class ShorthandRules
{
    public static SortRule[]? Sorts(object? given) => given switch
    {
        string text when !IsJson(text) => [Sort(text)],
        IDictionary table => Pairs(table, "direction", "a sort")?.Select(static pair => new SortRule(pair.Column, pair.Word.ToLowerInvariant())).ToArray(),
        _ => null,
    };

    public static AggregationRule[]? Aggregations(object? given) => given is IDictionary table
        ? Pairs(table, "function", "an aggregation")?.Select(static pair => new AggregationRule(pair.Column, pair.Word.ToUpperInvariant())).ToArray()
        : null;

    public static DateBucketRule[]? DateBuckets(object? given) => given is IDictionary table
        ? Pairs(table, "unit", "a date bucket")?.Select(static pair => DateBucket(pair.Column, pair.Word)).ToArray()
        : null;

    // A column name may contain spaces: only the last word can be a direction.
    private static SortRule Sort(string text)
    {
        var trimmed = text.Trim();
        var blank = trimmed.LastIndexOfAny([' ', '\t']);
        var last = trimmed.Substring(blank + 1).ToLowerInvariant();
        return blank > 0 && RuleKeywords.Directions.Contains(last, StringComparer.Ordinal)
            ? new SortRule(trimmed.Substring(0, blank).TrimEnd(), last)
            : new SortRule(trimmed, "asc");
    }

    private static DateBucketRule DateBucket(string column, string text)
    {
        var parts = text.Split([' '], 2, StringSplitOptions.RemoveEmptyEntries);
        return new DateBucketRule(column, parts.Length > 0 ? parts[0].ToUpperInvariant() : "", parts.Length > 1 ? parts[1].Trim() : null);
    }

    // If a key is the name of a part, the hashtable is one rule in the long form.
    private static List<(string Column, string Word)>? Pairs(IDictionary table, string part, string what)
    {
        var keys = table.Keys.Cast<object>().Select(static key => key.ToString()!).ToArray();
        if (keys.Length == 0 || keys.Contains("column", StringComparer.OrdinalIgnoreCase) || keys.Contains(part, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var pairs = new List<(string Column, string Word)>();
        foreach (DictionaryEntry entry in table)
        {
            var value = PSValue.Unwrap(entry.Value);
            var words = value is IEnumerable list and not string ? list.Cast<object?>().ToArray() : [value];
            if (words.Length == 0)
            {
                throw RuleParts.Invalid($"the '{part}' of {what} on '{entry.Key}' is an empty list");
            }

            pairs.AddRange(words.Select(word => (entry.Key.ToString()!, Word(word, entry.Key, part, what))));
        }

        return pairs;
    }

    private static string Word(object? value, object column, string part, string what) => PSValue.Unwrap(value) switch
    {
        string text => text,
        var other => throw RuleParts.Invalid($"the '{part}' of {what} must be a string, but that of '{column}' is {RuleParts.DescribeType(other)}"),
    };

    private static bool IsJson(string text) => text.TrimStart() is { Length: > 0 } trimmed && trimmed[0] is ('[' or '{');
}
