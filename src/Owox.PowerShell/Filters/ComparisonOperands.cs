using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>The operands of a comparison: the column and the value that it is compared with.</summary>
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
            throw new FilterSyntaxException(ast, "neither operand is a column such as $_.revenue; evaluate conditions that do not depend on the row outside of the filter");
        }

        // The value is the right operand of most operators, and the left operand of -contains.
        var isColumnFirst = left is not null;
        if (isColumnFirst && name.Plain == "contains")
        {
            var value = ast.Right.Extent.Text;
            throw new FilterSyntaxException(ast, $"{name.Text} tests the items of a list, but a column contains one value")
            {
                Instead = ast.Right is StringConstantExpressionAst { Value: var text }
                    ? $"{ast.Left.Extent.Text} {(name.IsNegative ? "-notlike" : "-like")} '*{CodeGeneration.EscapeSingleQuotedStringContent(text)}*'"
                    : $"{ast.Left.Extent.Text} {(name.IsNegative ? "-ne" : "-eq")} {value}",
            };
        }

        if (!isColumnFirst && name.Plain is ("in" or "like" or "match"))
        {
            throw new FilterSyntaxException(ast, $"the column must be on the left of {name.Text}")
            {
                Instead = $"{ast.Right.Extent.Text} {name.Text} {ast.Left.Extent.Text}",
            };
        }

        return isColumnFirst ? new ComparisonOperands(left!, ast.Left.Extent.Text, ast.Right, true) : new ComparisonOperands(right!, ast.Right.Extent.Text, ast.Left, false);
    }
}

/// <summary>A comparison operator as written in a script block.</summary>
/// <param name="Text">With the dash: <c>-cnotlike</c>.</param>
/// <param name="Plain">Without the prefixes for case and negation: <c>like</c>.</param>
/// <param name="IsNegative">Whether the operator is -ne or starts with "not".</param>
/// <param name="IgnoresCase">Whether the operator is explicitly case-insensitive: -ieq, not -eq.</param>
internal sealed record ComparisonOperator(string Text, string Plain, bool IsNegative, bool IgnoresCase)
{
    private static readonly string[] Known = ["eq", "gt", "ge", "lt", "le", "in", "contains", "like", "match"];

    public static ComparisonOperator Read(BinaryExpressionAst ast)
    {
        // PowerShell's operator names start with I or C. "-eq" and "-ieq" have the same name; only the text distinguishes them.
        var token = ast.Operator.ToString().ToLowerInvariant();
        var written = ast.ErrorPosition.Text.ToLowerInvariant();
        var name = token.Length > 1 ? token.Substring(1) : token;
        var isNegative = name == "ne" || name.StartsWith("not", StringComparison.Ordinal);
        var plain = name == "ne" ? "eq" : isNegative ? name.Substring(3) : name;
        return token[0] is 'i' or 'c' && Known.Contains(plain, StringComparer.Ordinal)
            ? new ComparisonOperator(written, plain, isNegative, written.Length > 1 && written.Substring(1) == token && token[0] == 'i')
            : throw new FilterSyntaxException(ast, $"the server does not support the operator {written}");
    }
}
