using System.Globalization;
using System.Text;

namespace Owox.Coverage;

/// <summary>Writes docs/coverage.md. The same description and table always give the same text.</summary>
public sealed class CoveragePage
{
    private const string Escape = "Invoke-OwoxApi";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, CoverageRow> _rows;
    private readonly Operation[] _keyed;
    private readonly Operation[] _others;

    private CoveragePage(IReadOnlyList<Operation> operations, IReadOnlyList<CoverageRow> rows)
    {
        _rows = rows.ToDictionary(static row => row.Operation, StringComparer.Ordinal);
        _keyed = [.. operations.Where(static o => o.Access == Access.ApiKey)];
        _others = [.. operations.Where(static o => o.Access != Access.ApiKey && o.IsReachable)];
    }

    public static string Write(IReadOnlyList<Operation> operations, IReadOnlyList<CoverageRow> rows)
    {
        var page = new CoveragePage(operations, rows);
        page.Summary();
        page.Comparison();
        page.All();
        page.Others();
        return page._text.ToString();
    }

    private void Summary()
    {
        var typed = _keyed.Count(o => Row(o)?.IsTyped == true);
        var reachable = _keyed.Count(static o => o.IsReachable);
        Line("# Coverage");
        Line();
        Line("Every operation of the server's own description that accepts an API key, and the cmdlet that calls it. Made by");
        Line("`./build.ps1 -Task Docs`, or `dotnet run --project tools/coverage`, of openapi.json and tools/coverage/operations.csv; a");
        Line("test fails where the page is not what they say.");
        Line();
        Line("| | operations | of all that accept an API key |");
        Line("| --- | ---: | ---: |");
        Line($"| accept an API key | {_keyed.Length} | 100 % |");
        Line($"| a cmdlet of their own | {typed} | {Percent(typed)} |");
        Line($"| reached with {Escape} | {reachable} | {Percent(reachable)} |");
        Line($"| a command of owox-ctl 0.31.0 | {Count(static row => row.Ctl)} | {Percent(Count(static row => row.Ctl))} |");
        Line($"| a method of @owox/api-client 0.31.0 | {Count(static row => row.Client)} | {Percent(Count(static row => row.Client))} |");
        Line();
        Line($"A cmdlet of its own checks what is sent and what comes back, and shows it. {Escape} is the way to everything else, as");
        Line("getJson and its like are in @owox/api-client; neither is counted as coverage.");
        Line();
    }

    private void Comparison()
    {
        Line("## Beside owox-ctl and @owox/api-client");
        Line();
        Line("| operation | owox-ctl | api-client | here |");
        Line("| --- | --- | --- | --- |");
        foreach (var operation in _keyed.Where(o => Row(o)?.IsTheirs == true))
        {
            var row = Row(operation)!;
            Line($"| {Code(operation.Name)} | {Code(row.Ctl)} | {Code(row.Client)} | {Ours(row)} |");
        }

        Line();
    }

    private void All()
    {
        Line("## All that accept an API key");
        foreach (var group in _keyed.GroupBy(static o => o.Tag, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.OrdinalIgnoreCase))
        {
            Line();
            Line($"### {group.Key}");
            Line();
            Table(group);
        }

        Line();
    }

    private void Others()
    {
        Line("## What takes no API key");
        Line();
        Line("These refuse one, so a member's connection calls them, or ask for no sign-in at all. They are not counted above.");
        Line();
        Table(_others);
    }

    private void Table(IEnumerable<Operation> operations)
    {
        Line("| operation | cmdlet |");
        Line("| --- | --- |");
        foreach (var operation in operations.OrderBy(static o => o.Path, StringComparer.Ordinal).ThenBy(static o => o.Method, StringComparer.Ordinal))
        {
            Line($"| {Code(operation.Name)} | {(Row(operation) is { } row ? Ours(row) : Escape)} |");
        }
    }

    private static string Ours(CoverageRow row)
    {
        if (row.Cmdlets.Count == 0)
        {
            return Escape;
        }

        var links = string.Join(", ", row.Cmdlets.Select(static name => $"[{name}](cmdlets/{name}.md)"));
        return row.Instead.Length == 0 ? links : $"{links}, by {Code(row.Instead)}";
    }

    private CoverageRow? Row(Operation operation) => _rows.GetValueOrDefault(operation.Name);

    private int Count(Func<CoverageRow, string> tool) => _keyed.Count(o => Row(o) is { } row && tool(row).Length > 0);

    private string Percent(int count) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / _keyed.Length:0.#} %");

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
