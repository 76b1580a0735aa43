using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Suggests a replacement for an unsupported filter, based on its text.</summary>
internal static class FilterSuggestion
{
    private const int MaxLength = 1_000;
    private const string General = "Use Export-OwoxDataMart -Filter for the supported conditions, and pipe the rows to Where-Object for the others.";

    public static string From(FilterSyntaxException exception, ExpressionAst? condition, ConditionCompiler reader)
    {
        var way = exception.Advice is { } advice ? advice
            : Replacement(exception, condition, reader) is { } instead ? $"Write instead:\n  {instead}"
            : condition is null || !FilterAst.MentionsRow(condition) ? "A filter is a script block like that of Where-Object:\n  Export-OwoxDataMart $id -Filter { $_.date -ge '2026-01-01' -and $_.revenue -gt 100 }"
            : exception.IsValue && !FilterAst.MentionsRow(exception.Position) ? Variable(exception.Position, condition)
            : Split(condition, reader);
        return way.Length <= MaxLength ? way : General;
    }

    // Returns the entire condition with the replacement, if it is supported.
    private static string? Replacement(FilterSyntaxException exception, ExpressionAst? condition, ConditionCompiler reader)
    {
        if (exception.Instead is not { } instead)
        {
            return null;
        }

        var text = condition is null ? instead : Replace(condition, exception.Replaced, NeedsParentheses(exception.Replaced) ? $"({instead})" : instead);
        var tree = Parser.ParseInput(text, out _, out var errors);
        try
        {
            return errors.Length == 0 && reader.Read(ScriptBlockCondition.Read(tree)).Length > 0 ? text : null;
        }
        catch (FilterSyntaxException)
        {
            return null;
        }
    }

    // A comparison has a higher precedence than -and and -or, and a lower precedence than all other operators around it.
    private static bool NeedsParentheses(Ast replaced) =>
        replaced is InvokeMemberExpressionAst && replaced.Parent is UnaryExpressionAst or BinaryExpressionAst { Operator: not (TokenKind.And or TokenKind.Or or TokenKind.Xor) };

    private static string Replace(Ast whole, Ast part, string replacement)
    {
        var text = whole.Extent.Text;
        var start = part.Extent.StartOffset - whole.Extent.StartOffset;
        return text.Substring(0, start) + replacement + text.Substring(start + part.Extent.Text.Length);
    }

    private static string Variable(Ast value, ExpressionAst condition) =>
        $"Compute the value first:\n  $value = {value.Extent.Text}\n  Export-OwoxDataMart $id -Filter {{ {Replace(condition, value, "$value")} }}";

    private static string Split(ExpressionAst condition, ConditionCompiler reader)
    {
        var parts = FilterAst.Conjuncts(condition).ToLookup(part => CanBeSent(part, reader));
        return parts[true].Any() && parts[false].Any()
            ? $"Use -Filter for the supported conditions, and Where-Object for the others:\n  Export-OwoxDataMart $id -Filter {{ {FilterAst.Join(parts[true])} }} | Where-Object {{ {FilterAst.Join(parts[false])} }}"
            : $"Use Where-Object instead:\n  | Where-Object {{ {condition.Extent.Text} }}";
    }

    private static bool CanBeSent(ExpressionAst part, ConditionCompiler reader)
    {
        try
        {
            return reader.Read(part).Length > 0;
        }
        catch (FilterSyntaxException)
        {
            return false;
        }
    }
}
