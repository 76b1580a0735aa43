using Owox.Text;

namespace Owox.Queries;

/// <summary>Validates a rule before a request is sent.</summary>
internal static class RuleValidator
{
    public const int MaxListValues = 500;

    /// <summary>The maximum limit of a query. The server parses it as a double, which cannot represent all larger integers.</summary>
    public const long MaxLimit = 9_007_199_254_740_991;

    private const int MaxRelativeCount = 3650;
    private const string UnpairedSurrogate = "contains an unpaired surrogate; the text may be truncated";

    public static void Check(FilterRule rule)
    {
        CheckColumn("a filter", rule.Column);
        CheckText("a filter", rule.AliasPath);
        CheckWord("filter operator", rule.Operator, RuleKeywords.FilterOperators);
        CheckOptional("placement", rule.Placement, RuleKeywords.Placements);
        CheckOptional("function", rule.Function, RuleKeywords.Functions);
        CheckPlace(rule);
        if (FindValueProblem(rule) is { } problem)
        {
            throw Invalid($"the filter '{rule.Operator}' on '{rule.Column}' {problem}");
        }
    }

    /// <summary>Describes the problem with the value of a rule whose operator is known, or null if the value is valid.</summary>
    public static string? FindValueProblem(FilterRule rule) => rule.Operator switch
    {
        _ when !IsValidText(rule.Value) => UnpairedSurrogate,
        "between" => rule.Value is BetweenValue range ? Between(range) : "requires a value with 'from' and 'to'",
        "relative_date" => rule.Value is RelativeDateValue date ? Relative(date) : "requires a value with 'kind'",
        "in" or "not_in" => rule.Value is object?[] list ? List(list) ?? DoublePrecisionGuard.FindProblem(list) : "requires a list of values",
        _ when RuleKeywords.UnaryOperators.Contains(rule.Operator, StringComparer.Ordinal) => rule.Value is null ? null : "does not accept a value",
        "eq" or "neq" when rule.Value is null => "requires a value; to find null, use the operators is_null and is_not_null",
        _ when rule.Value is null => "requires a value, but the value is null",
        _ when DescribeType(rule.Value) is null => "requires a string, a number or a boolean",
        "eq" or "neq" => DoublePrecisionGuard.FindProblem([rule.Value]),
        _ => null,
    };

    /// <exception cref="OwoxConfigurationException">The server would reject the limit or parse another number.</exception>
    public static void CheckLimit(long? limit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw Invalid(FormattableString.Invariant($"the limit is {limit}, but the server accepts 1 to {MaxLimit}"));
        }
    }

    /// <exception cref="OwoxConfigurationException">The text contains an unpaired surrogate. JSON and addresses would contain U+FFFD instead.</exception>
    public static void CheckText(string what, string? text)
    {
        if (text is not null && !StrictUtf8.CanEncode(text))
        {
            throw Invalid($"{what} {UnpairedSurrogate}");
        }
    }

    private static void CheckColumn(string what, string column)
    {
        if (string.IsNullOrEmpty(column))
        {
            throw Invalid($"{what} does not specify a column");
        }

        CheckText(what, column);
    }

    public static void Check(SortRule rule)
    {
        CheckColumn("a sort", rule.Column);
        CheckWord("sort direction", rule.Direction, RuleKeywords.Directions);
    }

    public static void Check(AggregationRule rule)
    {
        CheckColumn("an aggregation", rule.Column);
        CheckWord("aggregate function", rule.Function, RuleKeywords.Functions);
    }

    public static void Check(DateBucketRule rule)
    {
        CheckColumn("a date bucket", rule.Column);
        CheckWord("date unit", rule.Unit, RuleKeywords.DateUnits);
    }

    public static OwoxConfigurationException Invalid(string what) =>
        new(ErrorReason.RuleInvalid, $"The query cannot be sent: {what}.");

    private static void CheckPlace(FilterRule rule)
    {
        if (rule.Placement != "pre-join")
        {
            return;
        }

        if (string.IsNullOrEmpty(rule.AliasPath))
        {
            throw Invalid($"the pre-join filter on '{rule.Column}' has no aliasPath");
        }

        if (rule.Function is not null)
        {
            throw Invalid($"the filter on the {rule.Function} of '{rule.Column}' applies to aggregated rows, which exist only after the join, so its placement cannot be pre-join");
        }
    }

    private static string? Between(BetweenValue range) =>
        DescribeType(range.From) is "text" or "number" && DescribeType(range.From) == DescribeType(range.To) ? null : "requires a 'from' and a 'to' of the same type, strings or numbers, and neither can be null";

    private static string? Relative(RelativeDateValue date)
    {
        if (!RuleKeywords.RelativeDates.Contains(date.Kind, StringComparer.Ordinal))
        {
            return $"has the unknown kind '{date.Kind}'; valid kinds are {string.Join(", ", RuleKeywords.RelativeDates)}";
        }

        var counts = date.Kind.IndexOf("_n_", StringComparison.Ordinal) >= 0;
        return (counts, date.Count) switch
        {
            (true, null) => $"has the kind '{date.Kind}', which requires n from 1 to {MaxRelativeCount}",
            (true, < 1 or > MaxRelativeCount) => $"has the kind '{date.Kind}', which accepts n from 1 to {MaxRelativeCount}, not {date.Count}",
            (false, not null) => $"has the kind '{date.Kind}', which does not accept n",
            _ => null,
        };
    }

    private static string? List(IReadOnlyCollection<object?> values)
    {
        if (values.Count is < 1 or > MaxListValues)
        {
            return $"accepts 1 to {MaxListValues} values, not {values.Count}";
        }

        if (values.Contains(null))
        {
            return "has null in its list, which requires a separate rule, is_null or is_not_null";
        }

        var kind = DescribeType(values.First());
        return kind is "text" or "number" && values.All(value => DescribeType(value) == kind) ? null : "accepts values of one type, strings or numbers";
    }

    private static string? DescribeType(object? value) => value switch
    {
        string => "text",
        bool => "boolean",
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal or System.Numerics.BigInteger => "number",
        double d when !double.IsNaN(d) && !double.IsInfinity(d) => "number",
        float f when !float.IsNaN(f) && !float.IsInfinity(f) => "number",
        _ => null,
    };

    private static bool IsValidText(object? value) => value switch
    {
        string text => StrictUtf8.CanEncode(text),
        BetweenValue range => IsValidText(range.From) && IsValidText(range.To),
        object?[] list => Array.TrueForAll(list, IsValidText),
        _ => true,
    };

    private static void CheckOptional(string what, string? word, IReadOnlyList<string> words)
    {
        if (word is not null)
        {
            CheckWord(what, word, words);
        }
    }

    private static void CheckWord(string what, string word, IReadOnlyList<string> words)
    {
        if (!words.Contains(word, StringComparer.Ordinal))
        {
            throw Invalid($"the {what} '{word}' is unknown; valid values are {string.Join(", ", words)}");
        }
    }
}
