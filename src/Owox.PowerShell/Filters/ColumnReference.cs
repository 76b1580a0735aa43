using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Finds the columns in a script block: <c>$_.name</c>, and expressions that look similar.</summary>
internal static class ColumnReference
{
    /// <summary>Returns the name of the column, or null if the expression is not a column.</summary>
    /// <exception cref="FilterSyntaxException">The expression uses a column or the row in a way that the server does not support.</exception>
    public static string? NameOf(ExpressionAst ast)
    {
        var inner = FilterAst.Unwrap(ast);
        if (inner is MemberExpressionAst { Static: false } member and not InvokeMemberExpressionAst && FilterAst.IsRow(member.Expression))
        {
            return member.Member is not StringConstantExpressionAst { Value: var name }
                ? throw new FilterSyntaxException(member.Member, "the name of a column must be a constant") { Advice = "If the name is in a variable, use Export-OwoxDataMart $id -Filter (New-OwoxFilter $name gt 100)" }
                : name.Length == 0
                ? throw new FilterSyntaxException(member.Member, "the name of the column is missing") { Advice = "Write a column as $_.name. Use quotes if the name contains spaces." }
                : name;
        }

        return FilterAst.MentionsRow(inner) ? throw Misuse(inner) : null;
    }

    /// <summary>Describes the error in an expression that contains the row but is not a column.</summary>
    public static FilterSyntaxException Misuse(ExpressionAst ast) => ast switch
    {
        _ when FilterAst.IsRow(ast) => new FilterSyntaxException(ast, $"{ast.Extent.Text} is the entire row, but a condition applies to one column, such as $_.revenue"),
        InvokeMemberExpressionAst call => Call(call),
        MemberExpressionAst member => new FilterSyntaxException(
            member, $"'{member.Member.Extent.Text}' is a property of the column's value, which the server does not support; if the name of the column contains a dot, write it in quotes, such as $_.'a.b'"),
        IndexExpressionAst { Index: StringConstantExpressionAst name } index when FilterAst.IsRow(index.Target) =>
            new FilterSyntaxException(index, "a column is accessed with a dot") { Instead = $"$_.{Quoted(name.Value)}" },
        ConvertExpressionAst { Child: var child } cast => new FilterSyntaxException(
            cast, "the server does not convert columns; they already have the types of the warehouse")
        {
            Instead = child.Extent.Text,
        },
        UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim, Parent: BinaryExpressionAst comparison } not when comparison.Left == not => Tighter(not, comparison),
        _ => new FilterSyntaxException(ast, "the server compares columns as they are and does not compute values from them"),
    };

    private static FilterSyntaxException Tighter(UnaryExpressionAst not, BinaryExpressionAst comparison)
    {
        var word = not.TokenKind == TokenKind.Not ? "-not " : "!";
        return new FilterSyntaxException(not, $"{word.TrimEnd()} applies to {not.Child.Extent.Text} only, because it is evaluated first")
        {
            Replaced = comparison,
            Instead = $"{word}({comparison.Extent.Text.Substring(not.Child.Extent.StartOffset - comparison.Extent.StartOffset)})",
        };
    }

    private static FilterSyntaxException Call(InvokeMemberExpressionAst call)
    {
        var argument = call.Arguments is { Count: 1 } arguments && arguments[0] is StringConstantExpressionAst text && text.Value.IndexOfAny(['*', '?', '[', '`']) < 0
            ? text.Value
            : null;
        var pattern = call.Member.Extent.Text.ToUpperInvariant() switch
        {
            "STARTSWITH" => argument + "*",
            "ENDSWITH" => "*" + argument,
            "CONTAINS" => $"*{argument}*",
            _ => null,
        };
        return new FilterSyntaxException(call, "the server does not call methods")
        {
            Instead = argument is null || pattern is null ? null : $"{call.Expression.Extent.Text} -like {Quoted(pattern)}",
        };
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
