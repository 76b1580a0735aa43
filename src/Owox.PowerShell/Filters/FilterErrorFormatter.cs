using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Formats the error for an unsupported filter: the problem, its position in the text, and a suggestion.</summary>
internal static class FilterErrorFormatter
{
    private const int MaxWidth = 100;

    public static string Format(FilterSyntaxException exception, Ast block, ExpressionAst? condition, ConditionCompiler reader) =>
        Printable($"The filter cannot be sent: {exception.Message}.\n{FormatPosition(exception.Position.Extent, block.Extent)}\n{FilterSuggestion.From(exception, condition, reader)}");

    // Only the text of the script block, because the text around it may contain a secret.
    private static string FormatPosition(IScriptExtent place, IScriptExtent block)
    {
        var text = block.Text;
        var offset = place.StartOffset - block.StartOffset;
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var end = text.IndexOf('\n', offset);
        var line = text.Substring(start, (end < 0 ? text.Length : end) - start).TrimEnd();
        var (column, length) = (offset - start, Math.Max(1, Math.Min(place.Text.Length, line.Length - (offset - start))));
        if (column > MaxWidth / 2)
        {
            var cut = column - (MaxWidth / 2);
            (line, column) = ("..." + line.Substring(cut), column - cut + 3);
        }

        length = Math.Max(1, Math.Min(length, MaxWidth - column));
        line = line.Length > MaxWidth ? line.Substring(0, MaxWidth) + "..." : line;
        return $"At line:{place.StartLineNumber} char:{place.StartColumnNumber}\n  {line}\n  {new string(' ', column)}{new string('~', length)}";
    }

    private static string Printable(string text) =>
        string.Concat(text.Replace("\r\n", "\n").Select(static letter => char.IsControl(letter) && letter != '\n' ? ' ' : letter));
}
