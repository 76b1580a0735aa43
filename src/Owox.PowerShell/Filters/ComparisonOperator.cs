using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>A comparison operator as it is written in a block.</summary>
/// <param name="Text">With its dash: <c>-cnotlike</c>.</param>
/// <param name="Plain">Without case and negation: <c>like</c>.</param>
/// <param name="IsNegative">It is -ne or begins with "not".</param>
/// <param name="IgnoresCase">It says so: -ieq, not -eq.</param>
internal sealed record ComparisonOperator(string Text, string Plain, bool IsNegative, bool IgnoresCase)
{
    private static readonly string[] Known = ["eq", "gt", "ge", "lt", "le", "in", "contains", "like", "match"];

    public static ComparisonOperator Read(BinaryExpressionAst ast)
    {
        // The engine's names begin with I or C. "-eq" and "-ieq" have the same one; how it is written tells them apart.
        var token = ast.Operator.ToString().ToLowerInvariant();
        var written = ast.ErrorPosition.Text.ToLowerInvariant();
        var name = token.Length > 1 ? token.Substring(1) : token;
        var isNegative = name == "ne" || name.StartsWith("not", StringComparison.Ordinal);
        var plain = name == "ne" ? "eq" : isNegative ? name.Substring(3) : name;
        return token[0] is 'i' or 'c' && Known.Contains(plain, StringComparer.Ordinal)
            ? new ComparisonOperator(written, plain, isNegative, written.Length > 1 && written.Substring(1) == token && token[0] == 'i')
            : throw new FilterSyntaxException(ast, $"the server has no operator {written}");
    }
}
