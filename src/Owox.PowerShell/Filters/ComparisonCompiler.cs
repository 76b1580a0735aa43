using System.Management.Automation.Language;
using Owox.PowerShell.Rules;
using Owox.Queries;

namespace Owox.PowerShell.Filters;

/// <summary>Compiles a comparison to one or two rules.</summary>
internal sealed class ComparisonCompiler(ValueReader values)
{
    private static readonly Dictionary<string, (string Rule, string Opposite)> Orders = new(StringComparer.Ordinal)
    {
        ["gt"] = ("gt", "lte"),
        ["ge"] = ("gte", "lt"),
        ["lt"] = ("lt", "gte"),
        ["le"] = ("lte", "gt"),
    };

    private static readonly Dictionary<string, string> Mirrored = new(StringComparer.Ordinal) { ["gt"] = "lt", ["ge"] = "le", ["lt"] = "gt", ["le"] = "ge" };

    /// <summary>Returns the rules of a comparison or of its negation. Several rules are combined with AND.</summary>
    public FilterRule[] Read(BinaryExpressionAst ast, bool negated)
    {
        var name = ComparisonOperator.Read(ast);
        var sides = ComparisonOperands.Create(ast, name);
        var not = negated != name.IsNegative;
        var value = values.Read(sides.Value);
        if (name.IgnoresCase && (value is string || (value is object?[] list && list.Any(static item => item is string))))
        {
            throw new FilterSyntaxException(ast, $"{name.Text} ignores case, which the server does not support");
        }

        FilterRule[] rules = name.Plain switch
        {
            "eq" => [Equal(sides, value, name, not)],
            "in" or "contains" => In(sides, value, not),
            "like" => [Like(sides, Text(sides, value, name), name, not)],
            "match" => [new FilterRule(sides.Column, not ? "not_regex" : "regex") { Value = Text(sides, value, name) }],
            _ => [Order(sides, value, name, not)],
        };
        foreach (var rule in rules)
        {
            if (RuleValidator.FindValueProblem(rule) is { } problem)
            {
                throw new FilterSyntaxException(sides.Value, $"the filter '{rule.Operator}' {problem}");
            }
        }

        return rules;
    }

    private static FilterRule Equal(ComparisonOperands sides, object? value, ComparisonOperator name, bool not) => value switch
    {
        bool flag => new FilterRule(sides.Column, flag != not ? "is_true" : "is_false"),
        object?[] => throw new FilterSyntaxException(sides.Value, "the value is a list, but a column can be equal to one value only")
        {
            Replaced = sides.Value.Parent,
            Instead = $"{sides.ColumnText} {(name.IsNegative ? "-notin" : "-in")} {sides.Value.Extent.Text}",
        },
        _ => NullValue.Resolve(new FilterRule(sides.Column, not ? "neq" : "eq") { Value = value }),
    };

    private static FilterRule Order(ComparisonOperands sides, object? value, ComparisonOperator name, bool not)
    {
        if (value is null or bool or object?[])
        {
            var what = value is null ? "$null" : value is bool ? "a boolean" : "a list";
            throw new FilterSyntaxException(sides.Value, $"{name.Text} requires a string, a number or a date, but the value is {what}");
        }

        var (rule, opposite) = Orders[sides.IsColumnFirst ? name.Plain : Mirrored[name.Plain]];
        return new FilterRule(sides.Column, not ? opposite : rule) { Value = value };
    }

    private static FilterRule[] In(ComparisonOperands sides, object? value, bool not)
    {
        var rules = NullValue.ResolveList(new FilterRule(sides.Column, not ? "not_in" : "in") { Value = value as object?[] ?? [value] });
        return rules[0].Value is object?[] items && items.Contains(null)
            ? throw new FilterSyntaxException(sides.Value, "the list contains $null, which requires a separate rule, but the server combines rules with -and only")
            : rules;
    }

    private static FilterRule Like(ComparisonOperands sides, string text, ComparisonOperator name, bool not)
    {
        var pattern = new WildcardTranslator(WildcardParser.Parse(text) ?? throw new FilterSyntaxException(sides.Value, "the pattern contains a [ without a closing ]")
        {
            Advice = "Correct the pattern, or put a backtick before the [ to match this character.",
        });
        if (pattern.MatchesAll)
        {
            throw not
                ? new FilterSyntaxException(sides.Value.Parent, "this pattern excludes every row") { Advice = "Correct the pattern." }
                : new FilterSyntaxException(sides.Value.Parent, "this pattern includes every row") { Instead = $"$null {(name.IsNegative ? "-eq" : "-ne")} {sides.ColumnText}" };
        }

        return pattern.ToRule(not) is var (rule, value)
            ? new FilterRule(sides.Column, rule) { Value = value }
            : throw new FilterSyntaxException(sides.Value, "the server supports * at the beginning and at the end of a pattern only; other patterns require a regular expression")
            {
                Replaced = sides.Value.Parent,
                Instead = $"{sides.ColumnText} {(name.IsNegative ? "-notmatch" : "-match")} '{CodeGeneration.EscapeSingleQuotedStringContent(pattern.ToRegex())}'",
            };
    }

    private static string Text(ComparisonOperands sides, object? value, ComparisonOperator name) =>
        value as string ?? throw new FilterSyntaxException(sides.Value, $"{name.Text} requires a string")
        {
            Replaced = sides.Value.Parent,
            Instead = sides.Value is ConstantExpressionAst { Value: not string } ? $"{sides.ColumnText} {name.Text} '{sides.Value.Extent.Text}'" : null,
        };
}
