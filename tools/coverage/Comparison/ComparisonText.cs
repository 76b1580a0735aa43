using System.Globalization;
using System.Text;

namespace Owox.Coverage.Comparison;

/// <summary>Shows a comparison with the cmdlets that call the operations.</summary>
public static class ComparisonText
{
    public static string Write(ApiComparison comparison, IReadOnlyList<CoverageRow> rows)
    {
        var cmdlets = rows.Where(static row => row.IsTyped)
            .ToDictionary(static row => OperationShape.Key(row.Operation), static row => row.Cmdlets, StringComparer.Ordinal);
        var text = new StringBuilder();
        Line(text, comparison.IsSame
            ? "The descriptions have the same operations, parameters and schemas."
            : $"{comparison.Added.Count} operations added, {comparison.Removed.Count} removed, {comparison.Changed.Count} changed.");
        Line(text, $"Affected cmdlets: {Affected(comparison, cmdlets)}");
        Section(text, "Added", comparison.Added.Select(static name => (name, (IReadOnlyList<string>)[])), cmdlets);
        Section(text, "Removed", comparison.Removed.Select(static name => (name, (IReadOnlyList<string>)[])), cmdlets);
        Section(text, "Changed", comparison.Changed.Select(static operation => (operation.Name, operation.Changes)), cmdlets);
        return text.ToString();
    }

    private static string Affected(ApiComparison comparison, Dictionary<string, IReadOnlyList<string>> cmdlets)
    {
        var names = comparison.Removed.Concat(comparison.Changed.Select(static operation => operation.Name))
            .SelectMany(name => cmdlets.GetValueOrDefault(OperationShape.Key(name)) ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }

    private static void Section(
        StringBuilder text, string title, IEnumerable<(string Name, IReadOnlyList<string> Changes)> operations, Dictionary<string, IReadOnlyList<string>> cmdlets)
    {
        foreach (var ((name, changes), i) in operations.Select(static (operation, i) => (operation, i)))
        {
            if (i == 0)
            {
                text.Append('\n');
                Line(text, title);
            }

            var callers = cmdlets.GetValueOrDefault(OperationShape.Key(name)) ?? [];
            Line(text, callers.Count == 0 ? $"  {name}" : $"  {name}  [{string.Join(", ", callers)}]");
            foreach (var change in changes)
            {
                Line(text, $"    {change}");
            }
        }
    }

    // A name from the file could contain a line break, a terminal control sequence, or a character that reverses text.
    private static void Line(StringBuilder text, string line)
    {
        foreach (var c in line)
        {
            text.Append(char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : c);
        }

        text.Append('\n');
    }
}
