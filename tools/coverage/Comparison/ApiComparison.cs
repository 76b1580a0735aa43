namespace Owox.Coverage.Comparison;

/// <summary>The differences between two API descriptions of the server.</summary>
/// <param name="Added">The operations that only the newer one has.</param>
/// <param name="Removed">The operations that only the older one has.</param>
/// <param name="Changed">The operations whose parameters, request or responses differ.</param>
public sealed record ApiComparison(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<ChangedOperation> Changed)
{
    public bool IsSame => Added.Count == 0 && Removed.Count == 0 && Changed.Count == 0;

    /// <summary>Compares two files. Throws InvalidDataException if one is not a description.</summary>
    public static ApiComparison Compare(string olderPath, string newerPath)
    {
        var (older, newer) = (OperationShape.Read(olderPath), OperationShape.Read(newerPath));
        var changed = older.Where(shape => newer.ContainsKey(shape.Key))
            .Select(shape => new ChangedOperation(newer[shape.Key].Name, Changes(shape.Value.Fields, newer[shape.Key].Fields)))
            .Where(static operation => operation.Changes.Count > 0);
        return new ApiComparison(Only(newer, older), Only(older, newer), [.. changed.OrderBy(static operation => operation.Name, Order)]);
    }

    private static readonly IComparer<string> Order =
        Comparer<string>.Create(static (x, y) => string.CompareOrdinal(PathFirst(x), PathFirst(y)));

    private static string PathFirst(string name) => $"{name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]} {name}";

    private static string[] Only(IReadOnlyDictionary<string, OperationShape> these, IReadOnlyDictionary<string, OperationShape> others) =>
        [.. these.Where(shape => !others.ContainsKey(shape.Key)).Select(static shape => shape.Value.Name).Order(Order)];

    private static string[] Changes(IReadOnlyDictionary<string, IReadOnlySet<string>> older, IReadOnlyDictionary<string, IReadOnlySet<string>> newer) =>
    [
        .. Missing(newer, older).Select(name => Line("+", name, newer[name])),
        .. Missing(older, newer).Select(name => Line("-", name, older[name])),
        .. newer.Where(field => older.ContainsKey(field.Key) && !older[field.Key].SetEquals(field.Value)).OrderBy(static field => field.Key, StringComparer.Ordinal)
            .Select(field => $"~ {field.Key}: {string.Join(", ", [.. Without("+", field.Value, older[field.Key]), .. Without("-", older[field.Key], field.Value)])}"),
    ];

    // If a field is new, its nested fields are new, too. Only the outermost field is listed.
    private static IEnumerable<string> Missing(IReadOnlyDictionary<string, IReadOnlySet<string>> these, IReadOnlyDictionary<string, IReadOnlySet<string>> others)
    {
        var missing = these.Keys.Where(name => !others.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
        return missing.Where(name => !Outer(name).Any(missing.Contains)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Outer(string name) =>
        Enumerable.Range(1, name.Length - 1).Where(i => name[i] is '.' or '[' || name.AsSpan(i).StartsWith(" (")).Select(i => name[..i]);

    private static string Line(string sign, string name, IReadOnlySet<string> properties) =>
        properties.Count == 0 ? $"{sign} {name}" : $"{sign} {name}: {string.Join(", ", properties.Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> Without(string sign, IReadOnlySet<string> these, IReadOnlySet<string> others) =>
        these.Except(others, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(property => $"{sign} {property}");
}

/// <summary>An operation that both servers have, with a line for each difference.</summary>
public sealed record ChangedOperation(string Name, IReadOnlyList<string> Changes);
