using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Finds the columns in a filter block: <c>$_.name</c>, and what is mistaken for one.</summary>
internal static class RowColumn
{
    /// <summary>The column's name; null where the expression is no column.</summary>
    /// <exception cref="FilterFault">It is made of a column, or of the row, in a way that the server cannot follow.</exception>
    public static string? NameOf(ExpressionAst ast)
    {
        var inner = Syntax.Unwrap(ast);
        if (inner is MemberExpressionAst { Static: false } member and not InvokeMemberExpressionAst && Syntax.IsRow(member.Expression))
        {
            return member.Member is not StringConstantExpressionAst { Value: var name }
                ? throw new FilterFault(member.Member, "the name of a column is written out in a filter") { Advice = "For a name in a variable: -Filter (New-OwoxFilter $name gt 100)" }
                : name.Length == 0
                ? throw new FilterFault(member.Member, "a column has a name") { Advice = "A column is $_.name; in quotes, if its name has blanks." }
                : name;
        }

        return Syntax.MentionsRow(inner) ? throw Misuse(inner) : null;
    }

    /// <summary>Says what is wrong with an expression that has the row in it and is no column.</summary>
    public static FilterFault Misuse(ExpressionAst ast) => ast switch
    {
        _ when Syntax.IsRow(ast) => new FilterFault(ast, $"{ast.Extent.Text} is the whole row, and a rule is about one column, such as $_.revenue"),
        InvokeMemberExpressionAst call => Call(call),
        MemberExpressionAst member => new FilterFault(
            member, $"'{member.Member.Extent.Text}' is a property of the column's value, which the server does not know; a column whose name has a dot in it is written in quotes, such as $_.'a.b'"),
        IndexExpressionAst { Index: StringConstantExpressionAst name } index when Syntax.IsRow(index.Target) =>
            new FilterFault(index, "a column is read with a dot") { Instead = $"$_.{Quoted(name.Value)}" },
        ConvertExpressionAst { Child: var child } cast => new FilterFault(
            cast, "the server does not convert columns; they have the types of the warehouse already")
        {
            Instead = child.Extent.Text,
        },
        UnaryExpressionAst { TokenKind: TokenKind.Not or TokenKind.Exclaim, Parent: BinaryExpressionAst comparison } not when comparison.Left == not => Tighter(not, comparison),
        _ => new FilterFault(ast, "the server compares columns as they are, and this is made of one"),
    };

    private static FilterFault Tighter(UnaryExpressionAst not, BinaryExpressionAst comparison)
    {
        var word = not.TokenKind == TokenKind.Not ? "-not " : "!";
        return new FilterFault(not, $"{word.TrimEnd()} is applied first, to {not.Child.Extent.Text} alone")
        {
            Instead = $"{word}({comparison.Extent.Text.Substring(not.Child.Extent.StartOffset - comparison.Extent.StartOffset)})",
        };
    }

    private static FilterFault Call(InvokeMemberExpressionAst call)
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
        return new FilterFault(call, "the server calls no methods")
        {
            Instead = argument is null || pattern is null ? null : $"{call.Expression.Extent.Text} -like {Quoted(pattern)}",
        };
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
