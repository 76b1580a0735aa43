using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Finds the columns in a script block: <c>$_.name</c>, and expressions that look similar.</summary>
internal static class ColumnReference
{
    /// <summary>Returns the name of the column; null if the expression is not a column.</summary>
    /// <exception cref="FilterSyntaxException">The expression uses a column or the row in a way that the server does not support.</exception>
    public static string? NameOf(ExpressionAst ast)
    {
        var inner = FilterAst.Unwrap(ast);
        if (inner is MemberExpressionAst { Static: false } member and not InvokeMemberExpressionAst && FilterAst.IsRow(member.Expression))
        {
            return member.Member is not StringConstantExpressionAst { Value: var name }
                ? throw new FilterSyntaxException(member.Member, "the name of a column is written out in a filter") { Advice = "For a name in a variable: Export-OwoxDataMart $id -Filter (New-OwoxFilter $name gt 100)" }
                : name.Length == 0
                ? throw new FilterSyntaxException(member.Member, "a column has a name") { Advice = "A column is $_.name; in quotes, if its name has blanks." }
                : name;
        }

        return FilterAst.MentionsRow(inner) ? throw Misuse(inner) : null;
    }

    /// <summary>Describes the error in an expression that contains the row but is not a column.</summary>
    public static FilterSyntaxException Misuse(ExpressionAst ast) => ast switch
    {
        _ when FilterAst.IsRow(ast) => new FilterSyntaxException(ast, $"{ast.Extent.Text} is the entire row, and a rule applies to one column, such as $_.revenue"),
        InvokeMemberExpressionAst call => Call(call),
        MemberExpressionAst member => new FilterSyntaxException(
            member, $"'{member.Member.Extent.Text}' is a property of the column's value, which the server does not know; a column whose name has a dot in it is written in quotes, such as $_.'a.b'"),
        IndexExpressionAst { Index: StringConstantExpressionAst name } index when FilterAst.IsRow(index.Target) =>
            new FilterSyntaxException(index, "a column is read with a dot") { Instead = $"$_.{Quoted(name.Value)}" },
        ConvertExpressionAst { Child: var child } cast => new FilterSyntaxException(
            cast, "the server does not convert columns; they have the types of the warehouse already")
        {
            Instead = child.Extent.Text,
        },
        UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim, Parent: BinaryExpressionAst comparison } not when comparison.Left == not => Tighter(not, comparison),
        _ => new FilterSyntaxException(ast, "the server compares columns as they are, and this is made of one"),
    };

    private static FilterSyntaxException Tighter(UnaryExpressionAst not, BinaryExpressionAst comparison)
    {
        var word = not.TokenKind == TokenKind.Not ? "-not " : "!";
        return new FilterSyntaxException(not, $"{word.TrimEnd()} is applied first, to {not.Child.Extent.Text} alone")
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
        return new FilterSyntaxException(call, "the server calls no methods")
        {
            Instead = argument is null || pattern is null ? null : $"{call.Expression.Extent.Text} -like {Quoted(pattern)}",
        };
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
