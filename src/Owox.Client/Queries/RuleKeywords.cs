namespace Owox;

/// <summary>The words that the server knows in rules.</summary>
public static class RuleKeywords
{
    public static IReadOnlyList<string> ValueOperators { get; } =
        ["eq", "neq", "contains", "not_contains", "starts_with", "ends_with", "gt", "lt", "gte", "lte", "regex", "not_regex"];

    /// <summary>The operators without a value. Servers know <c>is_blank</c> and <c>is_not_blank</c> since 0.33.</summary>
    public static IReadOnlyList<string> BareOperators { get; } =
        ["is_empty", "is_not_empty", "is_blank", "is_not_blank", "is_null", "is_not_null", "is_true", "is_false"];

    public static IReadOnlyList<string> ListOperators { get; } = ["in", "not_in"];

    public static IReadOnlyList<string> FilterOperators { get; } =
        [.. ValueOperators, .. BareOperators, .. ListOperators, "between", "relative_date"];

    public static IReadOnlyList<string> RelativeDates { get; } =
    [
        "today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_quarter", "last_quarter",
        "this_year", "last_n_days", "last_n_months", "next_n_days",
    ];

    public static IReadOnlyList<string> Functions { get; } =
        ["STRING_AGG", "MAX", "MIN", "SUM", "AVG", "COUNT", "COUNT_DISTINCT", "ANY_VALUE", "P25", "P50", "P75", "P95"];

    public static IReadOnlyList<string> DateUnits { get; } = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];

    public static IReadOnlyList<string> Directions { get; } = ["asc", "desc"];

    public static IReadOnlyList<string> Placements { get; } = ["pre-join", "post-join"];
}
