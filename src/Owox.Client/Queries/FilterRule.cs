using Owox.Queries;

namespace Owox;

/// <summary>A condition on the rows. Several conditions are combined with AND; the server does not support OR.</summary>
/// <param name="Column">The exact name of the column.</param>
/// <param name="Operator">One of <see cref="RuleKeywords.FilterOperators"/>.</param>
public sealed record FilterRule(string Column, string Operator)
{
    /// <summary>
    /// The value: a string, a number or a Boolean; an array for <c>in</c> and <c>not_in</c>; <see cref="BetweenValue"/>; <see
    /// cref="RelativeDateValue"/>; null for operators without a value.
    /// </summary>
    public object? Value { get; init; }

    /// <summary><c>pre-join</c> (with <see cref="AliasPath"/>) or <c>post-join</c>; null for the default.</summary>
    public string? Placement { get; init; }

    /// <summary>The joined data mart that a pre-join rule filters.</summary>
    public string? AliasPath { get; init; }

    /// <summary>The function whose result is filtered: one of <see cref="RuleKeywords.Functions"/>; null for the value of the column.</summary>
    public string? Function { get; init; }

    public override string ToString()
    {
        var column = Function is null ? Column : $"{Function}({Column})";
        var value = Value is null ? "" : " " + RuleFormatter.Format(Value);
        var place = Placement == "pre-join" ? $" (before the join with {AliasPath})" : "";
        return $"{column} {Operator}{value}{place}";
    }
}

/// <summary>A range that includes both bounds.</summary>
public sealed record BetweenValue(object From, object To)
{
    public override string ToString() => $"{RuleFormatter.Format(From)} and {RuleFormatter.Format(To)}";
}

/// <summary>A range of days relative to the day of the query.</summary>
/// <param name="Kind">One of <see cref="RuleKeywords.RelativeDates"/>.</param>
/// <param name="Count">The number of days or months, 1 to 3650. Only for kinds with an N in their name.</param>
public sealed record RelativeDateValue(string Kind, int? Count = null)
{
    public override string ToString() => Count is null ? Kind : $"{Kind} {RuleFormatter.Format(Count)}";
}

/// <summary>A sort key.</summary>
/// <param name="Column">The exact name of the column.</param>
/// <param name="Direction"><c>asc</c> or <c>desc</c>.</param>
public sealed record SortRule(string Column, string Direction)
{
    public override string ToString() => $"{Column} {Direction}";
}

/// <summary>The aggregation of one column. The columns without an aggregation are the groups.</summary>
/// <param name="Column">The exact name of the column.</param>
/// <param name="Function">One of <see cref="RuleKeywords.Functions"/>.</param>
public sealed record AggregationRule(string Column, string Function)
{
    public override string ToString() => $"{Function}({Column})";
}

/// <summary>Truncates a date or time column to the start of its day, week, month, quarter or year.</summary>
/// <param name="Column">The exact name of the column.</param>
/// <param name="Unit">One of <see cref="RuleKeywords.DateUnits"/>.</param>
/// <param name="TimeZone">An IANA name such as <c>Europe/Kyiv</c>; null for no conversion.</param>
public sealed record DateBucketRule(string Column, string Unit, string? TimeZone = null)
{
    public override string ToString() => TimeZone is null ? $"{Column} by {Unit}" : $"{Column} by {Unit} in {TimeZone}";
}

/// <summary>The keywords of rules.</summary>
public static class RuleKeywords
{
    public static IReadOnlyList<string> ValueOperators { get; } =
        ["eq", "neq", "contains", "not_contains", "starts_with", "ends_with", "gt", "lt", "gte", "lte", "regex", "not_regex"];

    /// <summary>The operators without a value. Servers support <c>is_blank</c> and <c>is_not_blank</c> as of version 0.33.</summary>
    public static IReadOnlyList<string> UnaryOperators { get; } =
        ["is_empty", "is_not_empty", "is_blank", "is_not_blank", "is_null", "is_not_null", "is_true", "is_false"];

    public static IReadOnlyList<string> ListOperators { get; } = ["in", "not_in"];

    public static IReadOnlyList<string> FilterOperators { get; } =
        [.. ValueOperators, .. UnaryOperators, .. ListOperators, "between", "relative_date"];

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
