using System.Management.Automation.Language;
using Owox.Queries;

namespace Owox.PowerShell.Filters;

/// <summary>Merges alternatives that the server expresses as one rule: equal to one of several values, or null, empty or blank.</summary>
internal static class OrMerger
{
    public static FilterRule Merge(IReadOnlyList<FilterRule[]> alternatives, BinaryExpressionAst ast)
    {
        var rules = alternatives.Where(static rules => rules.Length == 1).Select(static rules => rules[0]).Distinct().ToArray();
        return (alternatives.All(static rules => rules.Length == 1) && rules.All(rule => rule.Column == rules[0].Column) ? MergeColumn(rules) : null)
            ?? throw new FilterSyntaxException(ast, ast.Operator == TokenKind.And
                ? "-not with -and is equivalent to -or, but the server combines conditions with -and only"
                : "the server combines conditions with -and only and does not support -or");
    }

    private static FilterRule? MergeColumn(FilterRule[] rules)
    {
        if (rules.Length == 1)
        {
            return rules[0];
        }

        if (TextTests.Any(rules) is { } test)
        {
            return new FilterRule(rules[0].Column, test);
        }

        var values = rules.SelectMany(static rule => rule.Value as object?[] ?? [rule.Value]).Distinct().ToArray();
        var merged = new FilterRule(rules[0].Column, "in") { Value = values };
        return !rules.All(static rule => rule.Operator is "eq" or "in") || RuleValidator.FindValueProblem(merged) is not null ? null
            : values.Length == 1 ? new FilterRule(rules[0].Column, "eq") { Value = values[0] }
            : merged;
    }
}
