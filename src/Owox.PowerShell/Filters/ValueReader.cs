using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Reads the values in a script block: constants, variables and lists. Values that must be computed are rejected.</summary>
internal sealed class ValueReader(CallerVariables variables)
{
    /// <summary>Returns the value as it is used in rules.</summary>
    public object? Read(ExpressionAst ast) => RuleValueConverter.Convert(Raw(ast), ast);

    // The result of an empty pipeline is treated as null.
    private object? Raw(ExpressionAst ast) => ReadInput(ast) is var value && ReferenceEquals(value, AutomationNull.Value) ? null : value;

    private object? ReadInput(ExpressionAst ast) => ast switch
    {
        ConstantExpressionAst constant => constant.Value,
        ExpandableStringExpressionAst text => ExpandableStringEvaluator.Read(text, Raw),
        VariableExpressionAst variable => variables.Read(variable),
        UsingExpressionAst usingExpression => variables.TryGetUsingValue(usingExpression, out var value) ? value : Raw(usingExpression.SubExpression),
        ConvertExpressionAst cast => RuleValueConverter.Cast(Raw(cast.Child), cast),
        ArrayLiteralAst list => list.Elements.Select(Raw).ToArray(),
        ArrayExpressionAst list => Items(list).ToArray(),
        ParenExpressionAst paren when FilterAst.Expression(paren.Pipeline) is { } inner => Raw(inner),
        BinaryExpressionAst { Operator: TokenKind.DotDot } range => RuleValueConverter.Range(Raw(range.Left), Raw(range.Right), range),
        UnaryExpressionAst { TokenKind: TokenKind.Minus } minus => RuleValueConverter.Negated(Raw(minus.Child), minus),
        MemberExpressionAst member when IsNull(member) => null,
        MemberExpressionAst { Static: false } member and not InvokeMemberExpressionAst => PropertyReader.Read(Raw(member.Expression), member),
        HashtableAst or ScriptBlockExpressionAst or TypeExpressionAst => throw new FilterSyntaxException(ast, "this cannot be used as a value") { Advice = RuleValueConverter.Types },
        _ => throw Computed(ast),
    };

    // [DBNull]::Value and [NullString]::Value, which mean null here as in a variable.
    private static bool IsNull(MemberExpressionAst ast) =>
        ast is { Static: true, Expression: TypeExpressionAst type, Member: StringConstantExpressionAst { Value: var name } } and not InvokeMemberExpressionAst
        && string.Equals(name, nameof(DBNull.Value), StringComparison.OrdinalIgnoreCase)
        && type.TypeName.GetReflectionType() is { } found && (found == typeof(DBNull) || found == typeof(NullString));

    private IEnumerable<object?> Items(ArrayExpressionAst list)
    {
        foreach (var statement in list.SubExpression.Statements)
        {
            var value = Raw(FilterAst.Expression(statement) ?? throw Computed(list));
            if (RuleValueConverter.Items(value) is { } several)
            {
                foreach (var item in several)
                {
                    yield return item;
                }
            }
            else
            {
                yield return value;
            }
        }
    }

    private static FilterSyntaxException Computed(ExpressionAst ast) => new(ast, ast switch
    {
        InvokeMemberExpressionAst => "a filter does not call methods",
        MemberExpressionAst => "a filter does not read static properties",
        ParenExpressionAst => "a filter does not run commands",
        SubExpressionAst or ArrayExpressionAst => "a filter does not run code",
        IndexExpressionAst => "a filter does not access elements by index",
        BinaryExpressionAst or UnaryExpressionAst => "a filter does not compute values",
        _ => "this is neither a constant nor a variable",
    })
    {
        IsValue = true,
    };
}
