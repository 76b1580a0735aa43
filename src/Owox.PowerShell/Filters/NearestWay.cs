using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>What to write instead of a filter that cannot be sent, in the words of the filter itself.</summary>
internal static class NearestWay
{
    private const int MaxLength = 1_000;
    private const string General = "Filter what can be with -Filter, and pipe the rest to Where-Object.";

    public static string From(FilterFault fault, ExpressionAst? condition, ConditionReader reader)
    {
        var way = fault.Advice is { } advice ? advice
            : fault.Instead is { } instead ? $"Write instead:\n  {instead}"
            : condition is null || !Syntax.MentionsRow(condition) ? "A filter is a block such as Where-Object takes:\n  -Filter { $_.date -ge '2026-01-01' -and $_.revenue -gt 100 }"
            : fault.IsValue && !Syntax.MentionsRow(fault.Place) ? Variable(fault.Place, condition)
            : Split(condition, reader);
        return way.Length <= MaxLength ? way : General;
    }

    private static string Variable(Ast value, ExpressionAst condition)
    {
        var text = condition.Extent.Text;
        var start = value.Extent.StartOffset - condition.Extent.StartOffset;
        var rest = text.Substring(0, start) + "$value" + text.Substring(start + value.Extent.Text.Length);
        return $"Compute it before:\n  $value = {value.Extent.Text}\n  -Filter {{ {rest} }}";
    }

    private static string Split(ExpressionAst condition, ConditionReader reader)
    {
        var parts = Syntax.Conjuncts(condition).ToLookup(part => CanBeSent(part, reader));
        return parts[true].Any() && parts[false].Any()
            ? $"Filter what can be, and pipe the rest to Where-Object:\n  -Filter {{ {Joined(parts[true])} }} | Where-Object {{ {Joined(parts[false])} }}"
            : $"Leave it to Where-Object:\n  | Where-Object {{ {condition.Extent.Text} }}";
    }

    private static bool CanBeSent(ExpressionAst part, ConditionReader reader)
    {
        try
        {
            return reader.Read(part).Length > 0;
        }
        catch (FilterFault)
        {
            return false;
        }
    }

    private static string Joined(IEnumerable<ExpressionAst> parts)
    {
        var all = parts.ToArray();
        return all.Length == 1
            ? Syntax.Unwrap(all[0]).Extent.Text
            : string.Join(" -and ", all.Select(static part => part is BinaryExpressionAst { Operator: TokenKind.Or or TokenKind.Xor } ? $"({part.Extent.Text})" : part.Extent.Text));
    }
}
