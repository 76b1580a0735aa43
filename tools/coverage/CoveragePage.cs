using System.Globalization;
using System.Text;

namespace Owox.Coverage;

/// <summary>Writes docs/coverage.md. The same descriptions and table always result in the same text.</summary>
public sealed class CoveragePage
{
    private const string AnyOperation = "Invoke-OwoxApi";
    private const string CredentialList = "GET /api/credentials";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, CoverageRow> _rows;
    private readonly VersionedOperations[] _versions;

    private CoveragePage(IReadOnlyList<VersionedOperations> versions, IReadOnlyList<CoverageRow> rows)
    {
        _rows = rows.ToDictionary(static row => row.Operation, StringComparer.Ordinal);
        _versions = [.. versions];
    }

    private IEnumerable<Operation> Keyed => _versions[^1].Keyed;

    /// <summary>Returns the page for the descriptions and the table of the repository.</summary>
    public static string Write(string repository) => Write(VersionedOperations.ReadAll(repository), CoverageRow.Read(CoverageRow.PathIn(repository)));

    /// <summary>Returns the page for the specified versions of the server, oldest first.</summary>
    public static string Write(IReadOnlyList<VersionedOperations> versions, IReadOnlyList<CoverageRow> rows)
    {
        var page = new CoveragePage(versions, rows);
        page.Summary();
        page.Differences();
        page.Comparison();
        page.All();
        page.Others();
        page.Undescribed();
        return page._text.ToString();
    }

    private void Summary()
    {
        Line("# Coverage");
        Line();
        Line("Every operation of the server's own description that accepts an API key, and the cmdlet that calls it.");
        Line("`./build.ps1 -Task Docs` writes this page from `tests/contract/openapi-*.json` and `tools/coverage/operations.csv`; a test");
        Line("fails if they differ. `./build.ps1 -Task CompareApi -Path newer.json` compares the description of another server with the");
        Line("newest one here, and names the affected cmdlets.");
        Line();
        Line($"| | {string.Join(" | ", _versions.Select(static version => $"server {version.Version}"))} |");
        Line($"| --- |{string.Concat(_versions.Select(static _ => " ---: |"))}");
        Counts("accept an API key", static _ => true);
        Counts("have a cmdlet", o => Row(o)?.IsTyped == true);
        Counts($"can be called with {AnyOperation}", static o => o.IsReachable);
        Counts("have a command of owox-ctl 0.31.0", o => Row(o)?.Ctl.Length > 0);
        Counts("have a method of @owox/api-client 0.31.0", o => Row(o)?.Client.Length > 0);
        Line();
        Line($"A cmdlet checks parameters and responses, and has a view. {AnyOperation} calls every other operation, as `getJson` and similar");
        Line("methods of @owox/api-client do. Neither is counted as coverage.");
        Line();
    }

    private void Counts(string title, Func<Operation, bool> condition) =>
        Line($"| {title} | {string.Join(" | ", _versions.Select(version => Count(version.Keyed, condition)))} |");

    private static string Count(IReadOnlyList<Operation> keyed, Func<Operation, bool> condition) =>
        string.Create(CultureInfo.InvariantCulture, $"{keyed.Count(condition)} ({100.0 * keyed.Count(condition) / keyed.Count:0.#} %)");

    private void Differences()
    {
        foreach (var (older, newer) in _versions.Zip(_versions.Skip(1)))
        {
            Line($"## New in {newer.Version}");
            Line();
            Line($"These operations are missing in the description of {older.Version}. Versions between the two were not recorded.");
            if (!older.Names.Contains(CredentialList) && newer.Names.Contains(CredentialList))
            {
                Line("The changelog of OWOX names 0.33 for credentials.");
            }

            Line();
            Table(newer.All.Where(o => o.IsReachable && !older.Names.Contains(o.Name)));
            Line();
            if (older.All.Where(o => o.IsReachable && !newer.Names.Contains(o.Name)).ToArray() is { Length: > 0 } removed)
            {
                Line($"## Removed in {newer.Version}");
                Line();
                Table(removed);
                Line();
            }
        }
    }

    private void Comparison()
    {
        Line("## Beside owox-ctl and @owox/api-client");
        Line();
        Line("| operation | owox-ctl | api-client | here |");
        Line("| --- | --- | --- | --- |");
        foreach (var operation in Keyed.Where(o => Row(o)?.IsTheirs == true))
        {
            var row = Row(operation)!;
            Line($"| {Code(operation.Name)} | {Code(row.Ctl)} | {Code(row.Client)} | {Ours(row)} |");
        }

        Line();
    }

    private void All()
    {
        Line("## All that accept an API key");
        foreach (var group in Keyed.GroupBy(static o => o.Tag, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.OrdinalIgnoreCase))
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
        Line("## Operations that accept no API key");
        Line();
        Line("They need a member's session, or no sign-in at all. The table above does not count them.");
        Line();
        Table(_versions[^1].All.Where(static o => o.Access != Access.ApiKey && o.IsReachable));
    }

    private void Undescribed()
    {
        var described = _versions.SelectMany(static version => version.Names).ToHashSet(StringComparer.Ordinal);
        if (_rows.Values.Where(row => !described.Contains(row.Operation)).ToArray() is not { Length: > 0 } rows)
        {
            return;
        }

        Line();
        Line("## Operations that the descriptions lack");
        Line();
        Line("Only some deployments have them, and the table above does not count them.");
        Line();
        Line("| operation | cmdlet |");
        Line("| --- | --- |");
        foreach (var row in rows.OrderBy(static row => row.Operation.Split(' ')[1], StringComparer.Ordinal).ThenBy(static row => row.Operation, StringComparer.Ordinal))
        {
            Line($"| {Code(row.Operation)} | {Ours(row)} |");
        }
    }

    private void Table(IEnumerable<Operation> operations)
    {
        Line("| operation | first recorded in | cmdlet |");
        Line("| --- | --- | --- |");
        foreach (var operation in operations.OrderBy(static o => o.Path, StringComparer.Ordinal).ThenBy(static o => o.Method, StringComparer.Ordinal))
        {
            Line($"| {Code(operation.Name)} | {Since(operation)} | {(Row(operation) is { } row ? Ours(row) : AnyOperation)} |");
        }
    }

    private string Since(Operation operation) =>
        _versions[0].Names.Contains(operation.Name) ? "" : _versions.First(version => version.Names.Contains(operation.Name)).Version;

    private static string Ours(CoverageRow row)
    {
        if (row.Cmdlets.Count == 0)
        {
            return AnyOperation;
        }

        var links = string.Join(", ", row.Cmdlets.Select(static name => $"[{name}](cmdlets/{name}.md)"));
        return row.Instead.Length == 0 ? links : $"{links}, by {Code(row.Instead)}";
    }

    private CoverageRow? Row(Operation operation) => _rows.GetValueOrDefault(operation.Name);

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
