namespace Owox.PowerShell.Quality;

/// <summary>The columns of a data mart in a baseline, each with its type, sorted by name.</summary>
internal sealed record SchemaSnapshot(string? Title, SortedDictionary<string, string> Columns)
{
    private const string Unknown = "UNKNOWN";

    /// <summary>The columns of joined data marts, or null if they are not part of the baseline.</summary>
    public SortedDictionary<string, string>? JoinedColumns { get; init; }

    /// <summary>Creates an empty list of columns. The order does not depend on the culture.</summary>
    public static SortedDictionary<string, string> Empty() => new(StringComparer.Ordinal);

    /// <summary>The columns that exist in the warehouse. The schema also lists columns that were removed there.</summary>
    public static SchemaSnapshot Of(string title, IEnumerable<DataMartColumn> columns, bool includeJoined)
    {
        var existing = columns.Where(static column => !string.Equals(column.Status, "DISCONNECTED", StringComparison.OrdinalIgnoreCase)).ToLookup(static column => column.IsJoined);
        return new SchemaSnapshot(title, Types(existing[false])) { JoinedColumns = includeJoined ? Types(existing[true]) : null };
    }

    /// <summary>Whether both have the same columns. The title can differ.</summary>
    public bool HasSameColumns(SchemaSnapshot other) =>
        Columns.SequenceEqual(other.Columns) && (JoinedColumns is null) == (other.JoinedColumns is null) && (JoinedColumns ?? Empty()).SequenceEqual(other.JoinedColumns ?? Empty());

    // A server accepts a name twice.
    private static SortedDictionary<string, string> Types(IEnumerable<DataMartColumn> columns) => new(
        columns.GroupBy(static column => column.Name, Describe, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => string.Join(", ", group), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string Describe(DataMartColumn column) =>
        (column.Type ?? Unknown) + (column.Mode is null or "NULLABLE" ? "" : " " + column.Mode) + (column.IsCalculated ? " calculated" : "");
}

/// <summary>Compares the columns of a data mart with its baseline.</summary>
internal static class SchemaComparison
{
    /// <summary>Returns a finding for each difference, in the order of the names. The order of columns in the data mart does not matter.</summary>
    public static IEnumerable<OwoxDataMartFinding> Compare(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual, string kind)
    {
        var added = actual.Keys.Where(name => !expected.ContainsKey(name)).ToList();
        foreach (var column in expected)
        {
            if (actual.TryGetValue(column.Key, out var type))
            {
                if (!string.Equals(column.Value, type, StringComparison.OrdinalIgnoreCase))
                {
                    yield return Difference($"The type of the {kind} changed.", column.Key, column.Value, type);
                }
            }
            else if (added.Find(name => string.Equals(name, column.Key, StringComparison.OrdinalIgnoreCase)) is { } renamed)
            {
                added.Remove(renamed);
                yield return Difference($"The name of the {kind} changed to '{renamed}'. Queries distinguish uppercase and lowercase.", column.Key, $"{column.Key} {column.Value}", $"{renamed} {actual[renamed]}");
            }
            else
            {
                yield return Difference($"The {kind} was removed.", column.Key, column.Value, actual: null);
            }
        }

        foreach (var name in added)
        {
            yield return Difference($"The {kind} was added.", name, expected: null, actual[name]);
        }
    }

    private static OwoxDataMartFinding Difference(string message, string name, string? expected, string? actual) =>
        new(DataMartCheck.Schema, DataMartCheckStatus.Failed, message) { Name = name, Expected = expected, Actual = actual };
}
