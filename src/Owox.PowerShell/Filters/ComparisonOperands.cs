using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>The two sides of a comparison: the column, and what it is compared with.</summary>
internal sealed record ComparisonOperands(string Column, string ColumnText, ExpressionAst Value, bool IsColumnFirst)
{
    public static ComparisonOperands Create(BinaryExpressionAst ast, ComparisonOperator name)
    {
        var (left, right) = (ColumnReference.NameOf(ast.Left), ColumnReference.NameOf(ast.Right));
        if (left is not null && right is not null)
        {
            throw new FilterSyntaxException(ast, "the server compares a column with a value, not with another column");
        }

        if (left is null && right is null)
        {
            throw new FilterSyntaxException(ast, "no side is a column, such as $_.revenue; decide outside of the filter what does not depend on the row");
        }

        // Values go to the right of most operators, and to the left of -contains.
        var isColumnFirst = left is not null;
        if (isColumnFirst && name.Plain == "contains")
        {
            var value = ast.Right.Extent.Text;
            throw new FilterSyntaxException(ast, $"{name.Text} asks what a list holds, and a column holds one value")
            {
                Instead = ast.Right is StringConstantExpressionAst { Value: var text }
                    ? $"{ast.Left.Extent.Text} {(name.IsNegative ? "-notlike" : "-like")} '*{CodeGeneration.EscapeSingleQuotedStringContent(text)}*'"
                    : $"{ast.Left.Extent.Text} {(name.IsNegative ? "-ne" : "-eq")} {value}",
            };
        }

        if (!isColumnFirst && name.Plain is ("in" or "like" or "match"))
        {
            throw new FilterSyntaxException(ast, $"the column stands on the left of {name.Text}")
            {
                Instead = $"{ast.Right.Extent.Text} {name.Text} {ast.Left.Extent.Text}",
            };
        }

        return isColumnFirst ? new ComparisonOperands(left!, ast.Left.Extent.Text, ast.Right, true) : new ComparisonOperands(right!, ast.Right.Extent.Text, ast.Left, false);
    }
}
