namespace Owox.PowerShell.Rules;

/// <summary>The meaning of null as the value of a filter. It is the same in script blocks, New-OwoxFilter, hashtables and JSON.</summary>
internal static class NullValue
{
    /// <summary>
    /// Converts eq and in with null, and their negations, to an operator without a value. For other operators, null is kept and causes an
    /// error.
    /// </summary>
    public static FilterRule Resolve(FilterRule rule) => rule switch
    {
        { Value: null, Operator: "eq" or "in" } => rule with { Operator = "is_null" },
        { Value: null, Operator: "neq" or "not_in" } => rule with { Operator = "is_not_null" },
        _ => rule,
    };

    /// <summary>
    /// Returns the rules for a list that can contain null; together they are equivalent. An unsupported list is kept and causes an error.
    /// </summary>
    public static FilterRule[] ResolveList(FilterRule rule)
    {
        if (rule is not { Operator: "in" or "not_in", Value: object?[] items } || !items.Contains(null))
        {
            return [rule];
        }

        var isNot = rule.Operator == "not_in";
        var others = items.Where(static item => item is not null).Distinct().ToArray();
        return others.Length == 0 || (others.Length == 1 && others[0] is "")
            ? [rule with { Operator = (isNot ? "is_not_" : "is_") + (others.Length == 0 ? "null" : "empty"), Value = null }]
            : isNot ? [rule with { Value = others }, rule with { Operator = "is_not_null", Value = null }] : [rule];
    }
}
