using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>The supported method calls: <c>[string]::IsNullOrEmpty($_.note)</c> and <c>[string]::IsNullOrWhiteSpace($_.note)</c>.</summary>
internal static class StringTestCall
{
    public static FilterRule Read(InvokeMemberExpressionAst call, bool negated) =>
        Operator(call) is { } name && ColumnReference.NameOf(call.Arguments[0]) is { } column
            ? new FilterRule(column, negated ? $"is_not_{name}" : $"is_{name}")
            : throw (FilterAst.MentionsRow(call) ? ColumnReference.Misuse(call) : new FilterSyntaxException(call, "a filter does not call methods"));

    private static string? Operator(InvokeMemberExpressionAst call)
    {
        if (call is not { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst member, Arguments.Count: 1 }
            || type.TypeName.GetReflectionType() != typeof(string))
        {
            return null;
        }

        return string.Equals(member.Value, nameof(string.IsNullOrEmpty), StringComparison.OrdinalIgnoreCase) ? "empty"
            : string.Equals(member.Value, nameof(string.IsNullOrWhiteSpace), StringComparison.OrdinalIgnoreCase) ? "blank"
            : null;
    }
}
