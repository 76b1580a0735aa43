using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Compiles a condition or its negation to rules that are combined with AND.</summary>
internal sealed class ConditionCompiler(ValueReader values)
{
    private const int MaxDepth = 100;

    private readonly ComparisonCompiler _comparison = new(values);

    public FilterRule[] Read(ExpressionAst ast, bool negated = false, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new FilterSyntaxException(ast, $"the condition is nested more than {MaxDepth} levels deep");
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
        return (ast.Operator == TokenKind.And) != negated ? TextTests.All(parts.SelectMany(static part => part).ToArray()) : [OrMerger.Merge(parts, ast)];
    }

    private static FilterRule Flag(ExpressionAst ast, bool negated) => new(
        ColumnReference.NameOf(ast) ?? throw new FilterSyntaxException(ast, "this is not a condition on a column, such as $_.revenue -gt 100"),
        negated ? "is_false" : "is_true");
}
