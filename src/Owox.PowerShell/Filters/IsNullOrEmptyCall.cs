using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>The one call that has a rule: <c>[string]::IsNullOrEmpty($_.note)</c>.</summary>
internal static class IsNullOrEmptyCall
{
    public static FilterRule Read(InvokeMemberExpressionAst call, bool negated)
    {
        var isTest = call is { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst member, Arguments.Count: 1 }
            && type.TypeName.GetReflectionType() == typeof(string)
            && string.Equals(member.Value, nameof(string.IsNullOrEmpty), StringComparison.OrdinalIgnoreCase);
        return isTest && ColumnReference.NameOf(call.Arguments[0]) is { } column
            ? new FilterRule(column, negated ? "is_not_empty" : "is_empty")
            : throw (FilterAst.MentionsRow(call) ? ColumnReference.Misuse(call) : new FilterSyntaxException(call, "no method is called in a filter"));
    }
}
