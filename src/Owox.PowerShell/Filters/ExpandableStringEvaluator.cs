using System.Globalization;
using System.Management.Automation.Language;
using System.Text;

namespace Owox.PowerShell.Filters;

/// <summary>Evaluates a double-quoted string with variables.</summary>
internal static class ExpandableStringEvaluator
{
    public static string Read(ExpandableStringExpressionAst ast, Func<ExpressionAst, object?> read)
    {
        var (text, start) = (ast.Extent.Text, ast.Extent.StartOffset);
        var isHere = ast.StringConstantType == StringConstantType.DoubleQuotedHereString;
        var (open, end) = isHere ? (text.IndexOf('\n') + 1, text.LastIndexOf('\n')) : (1, text.Length - 1);
        var result = new StringBuilder();
        foreach (var part in ast.NestedExpressions)
        {
            result.Append(Literal(text.Substring(open, part.Extent.StartOffset - start - open), isHere));
            result.Append(Part(part, ast, read));
            open = part.Extent.EndOffset - start;
        }

        return result.Append(Literal(text.Substring(open, Math.Max(0, end - open)), isHere)).ToString();
    }

    // PowerShell's parser resolves the escape sequences: the part is parsed as a separate string without variables.
    private static string Literal(string piece, bool isHere)
    {
        var quoted = isHere ? $"@\"\n{piece}\n\"@" : $"\"{piece}\"";
        var tree = Parser.ParseInput(quoted, out _, out _);
        return tree.Find(static ast => ast is StringConstantExpressionAst, searchNestedScriptBlocks: false) is StringConstantExpressionAst constant
            ? constant.Value
            : piece;
    }

    private static string Part(ExpressionAst part, ExpandableStringExpressionAst whole, Func<ExpressionAst, object?> read)
    {
        if (FilterAst.MentionsRow(part))
        {
            throw new FilterSyntaxException(part, "the server compares columns as they are, but this string contains a column");
        }

        return RuleValueConverter.Unwrap(read(part)) switch
        {
            null => "",
            string text => text,
            char letter => letter.ToString(),
            Guid id => id.ToString(),
            IConvertible and IFormattable and not DateTime and var number => ((IFormattable)number).ToString(null, CultureInfo.InvariantCulture),
            _ => throw new FilterSyntaxException(whole, $"{part.Extent.Text} is not a string or a number, so it cannot be part of a string") { IsValue = true },
        };
    }
}
