using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>What to write instead of a filter that cannot be sent, in the words of the filter itself.</summary>
internal static class FilterSuggestion
{
    private const int MaxLength = 1_000;
    private const string General = "Filter what can be with Export-OwoxDataMart -Filter, and pipe the rest to Where-Object.";

    public static string From(FilterSyntaxException fault, ExpressionAst? condition, ConditionCompiler reader)
    {
        var way = fault.Advice is { } advice ? advice
            : fault.Instead is { } instead ? $"Write instead:\n  {instead}"
            : condition is null || !FilterAst.MentionsRow(condition) ? "A filter is a block such as Where-Object takes:\n  Export-OwoxDataMart $id -Filter { $_.date -ge '2026-01-01' -and $_.revenue -gt 100 }"
            : fault.IsValue && !FilterAst.MentionsRow(fault.Position) ? Variable(fault.Position, condition)
            : Split(condition, reader);
        return way.Length <= MaxLength ? way : General;
    }

    private static string Variable(Ast value, ExpressionAst condition)
    {
        var text = condition.Extent.Text;
        var start = value.Extent.StartOffset - condition.Extent.StartOffset;
        var rest = text.Substring(0, start) + "$value" + text.Substring(start + value.Extent.Text.Length);
        return $"Compute it before:\n  $value = {value.Extent.Text}\n  Export-OwoxDataMart $id -Filter {{ {rest} }}";
    }

    private static string Split(ExpressionAst condition, ConditionCompiler reader)
    {
        var parts = FilterAst.Conjuncts(condition).ToLookup(part => CanBeSent(part, reader));
        return parts[true].Any() && parts[false].Any()
            ? $"Filter what can be, and pipe the rest to Where-Object:\n  Export-OwoxDataMart $id -Filter {{ {Joined(parts[true])} }} | Where-Object {{ {Joined(parts[false])} }}"
            : $"Leave it to Where-Object:\n  | Where-Object {{ {condition.Extent.Text} }}";
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

    private static string Joined(IEnumerable<ExpressionAst> parts)
    {
        var all = parts.ToArray();
        return all.Length == 1
            ? FilterAst.Unwrap(all[0]).Extent.Text
            : string.Join(" -and ", all.Select(static part => part is BinaryExpressionAst { Operator: TokenKind.Or or TokenKind.Xor } ? $"({part.Extent.Text})" : part.Extent.Text));
    }
}
