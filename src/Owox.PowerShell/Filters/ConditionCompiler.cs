using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Turns a condition, or its opposite, into rules that hold together.</summary>
internal sealed class ConditionCompiler(ValueReader values)
{
    private const int MaxDepth = 100;

    private readonly ComparisonCompiler _comparison = new(values);

    public FilterRule[] Read(ExpressionAst ast, bool negated = false, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new FilterSyntaxException(ast, $"this is more than {MaxDepth} parentheses deep");
        }

        return ast switch
        {
            ParenExpressionAst when FilterAst.Unwrap(ast) is var inner and not ParenExpressionAst => Read(inner, negated, depth + 1),
            UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim } not => Read(not.Child, !negated, depth + 1),
            BinaryExpressionAst { Operator: TokenKind.And or TokenKind.Or } joined => Joined(joined, negated, depth + 1),
            BinaryExpressionAst comparison => _comparison.Read(comparison, negated),
            InvokeMemberExpressionAst call => [StringTestCall.Read(call, negated)],
            _ => [Flag(ast, negated)],
        };
    }

    private FilterRule[] Joined(BinaryExpressionAst ast, bool negated, int depth)
    {
        var parts = FilterAst.Operands(ast).Select(part => Read(part, negated, depth)).ToArray();
        return (ast.Operator == TokenKind.And) != negated ? parts.SelectMany(static part => part).ToArray() : [OrMerger.Merge(parts, ast)];
    }

    private static FilterRule Flag(ExpressionAst ast, bool negated) => new(
        ColumnReference.NameOf(ast) ?? throw new FilterSyntaxException(ast, "this is not a condition on a column, such as $_.revenue -gt 100"),
        negated ? "is_false" : "is_true");
}

/// <summary>Merges alternatives that the server expresses as one rule: equal to one of several values, or null or empty.</summary>
internal static class OrMerger
{
    public static FilterRule Merge(IReadOnlyList<FilterRule[]> alternatives, BinaryExpressionAst ast)
    {
        var rules = alternatives.Where(static rules => rules.Length == 1).Select(static rules => rules[0]).ToArray();
        if (rules.Length == alternatives.Count && rules.All(rule => rule.Column == rules[0].Column))
        {
            var values = rules.SelectMany(Values).Distinct().ToArray();
            var isBlank = values.All(static value => value is null or "");
            if (rules.All(static rule => rule.Operator is "eq" or "in" or "is_null" or "is_empty") && isBlank && values.Length == 2)
            {
                return new FilterRule(rules[0].Column, "is_empty");
            }

            var merged = new FilterRule(rules[0].Column, "in") { Value = values };
            if (rules.All(static rule => rule.Operator is "eq" or "in") && Owox.Queries.RuleValidator.ValueFault(merged) is null)
            {
                return values.Length == 1 ? new FilterRule(rules[0].Column, "eq") { Value = values[0] } : merged;
            }
        }

        throw new FilterSyntaxException(ast, ast.Operator == TokenKind.And
            ? "-not over -and is an -or of the opposites, and the server joins conditions by -and alone"
            : "the server joins conditions by -and alone, and has no -or");
    }

    private static IEnumerable<object?> Values(FilterRule rule) => rule switch
    {
        { Operator: "is_empty" } => [null, ""],
        { Operator: "in", Value: object?[] list } => list,
        _ => [rule.Value],
    };
}
