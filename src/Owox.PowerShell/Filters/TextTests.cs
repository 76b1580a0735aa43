namespace Owox.PowerShell.Filters;

/// <summary>
/// Tests of one column for null, empty or white space. <c>$_.a</c> alone is a Boolean test, except next to a condition that applies only to
/// text: <c>-not $_.a -or $_.a -eq ''</c> means null or empty.
/// </summary>
internal static class TextTests
{
    /// <summary>Returns the single operator that is equivalent to the alternatives, or null if there is none.</summary>
    public static string? Any(FilterRule[] rules) => !rules.All(static rule => IsEmptyText(rule) || rule.Operator is "is_false" or "is_null" or "is_empty" or "is_blank") ? null
        : rules.Any(static rule => rule.Operator == "is_blank") ? "is_blank"
        : rules.Any(static rule => IsEmptyText(rule) || rule.Operator == "is_empty") ? "is_empty"
        : null;

    /// <summary>Returns conditions that are combined with AND. A column that is compared as text is not tested as a Boolean.</summary>
    public static FilterRule[] All(FilterRule[] rules) => Array.ConvertAll(
        rules, rule => rule.Operator == "is_true" && rules.Any(other => other.Column == rule.Column && IsNotEmptyText(other)) ? rule with { Operator = "is_not_empty" } : rule);

    private static bool IsEmptyText(FilterRule rule) => rule is { Operator: "eq", Value: "" }
        || (rule is { Operator: "in", Value: object?[] list } && list.All(static item => item is ""));

    private static bool IsNotEmptyText(FilterRule rule) => rule is { Operator: "neq", Value: "" } or { Operator: "is_not_empty" or "is_not_blank" };
}
