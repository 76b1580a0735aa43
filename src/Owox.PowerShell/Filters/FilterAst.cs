using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Helper methods for the syntax tree of a script block.</summary>
internal static class FilterAst
{
    public static bool IsRow(Ast ast) =>
        ast is VariableExpressionAst { Splatted: false, VariablePath.UserPath: var name }
        && (name == "_" || string.Equals(name, "PSItem", StringComparison.OrdinalIgnoreCase));

    public static bool MentionsRow(Ast ast) => ast.Find(IsRow, searchNestedScriptBlocks: true) is not null;

    /// <summary>Returns the expression in parentheses, or the expression itself.</summary>
    public static ExpressionAst Unwrap(ExpressionAst ast)
    {
        while (ast is ParenExpressionAst paren && Expression(paren.Pipeline) is { } inner)
        {
            ast = inner;
        }

        return ast;
    }

    /// <summary>Returns the expression of a statement, or null if the statement is not an expression.</summary>
    public static ExpressionAst? Expression(Ast statement) =>
        statement is PipelineAst { PipelineElements: { Count: 1 } elements }
        && elements[0] is CommandExpressionAst { Redirections.Count: 0 } command
        && statement.Extent.EndOffset == command.Extent.EndOffset
            ? command.Expression
            : null;

    /// <summary>Returns the operands of a chain of -and (or -or) operators, from left to right.</summary>
    public static IReadOnlyList<ExpressionAst> Operands(BinaryExpressionAst ast)
    {
        var operands = new List<ExpressionAst>();
        ExpressionAst left = ast;
        while (left is BinaryExpressionAst binary && binary.Operator == ast.Operator)
        {
            operands.Add(binary.Right);
            left = binary.Left;
        }

        operands.Add(left);
        operands.Reverse();
        return operands;
    }

    /// <summary>Joins the text of conditions with -and.</summary>
    public static string Join(IEnumerable<ExpressionAst> conditions)
    {
        var all = conditions.ToArray();
        return all.Length == 1
            ? Unwrap(all[0]).Extent.Text
            : string.Join(" -and ", all.Select(static part => part is BinaryExpressionAst { Operator: TokenKind.Or or TokenKind.Xor } ? $"({part.Extent.Text})" : part.Extent.Text));
    }

    /// <summary>Returns the conditions that must all be true.</summary>
    public static IEnumerable<ExpressionAst> Conjuncts(ExpressionAst ast) =>
        Unwrap(ast) is BinaryExpressionAst { Operator: TokenKind.And } and ? Operands(and).SelectMany(Conjuncts) : [ast];
}
