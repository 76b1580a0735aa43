namespace Owox.PowerShell.Rules;

/// <summary>What null means as the value of a filter, the same for blocks, New-OwoxFilter, tables and JSON.</summary>
internal static class NullValue
{
    /// <summary>Equal to null or in it, or the opposite, is a rule without a value. For any other operator null stays, and is an error.</summary>
    public static FilterRule Resolve(FilterRule rule) => rule switch
    {
        { Value: null, Operator: "eq" or "in" } => rule with { Operator = "is_null" },
        { Value: null, Operator: "neq" or "not_in" } => rule with { Operator = "is_not_null" },
        _ => rule,
    };

    /// <summary>The rules for a list that can contain null; together they mean the same. A list for which there are none stays, and is an error.</summary>
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
