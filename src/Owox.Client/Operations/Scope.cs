namespace Owox.Operations;

/// <summary>A permission of a connection: an area of the API, and whether it includes changes.</summary>
/// <param name="Area">One of <see cref="Areas"/>.</param>
/// <param name="IsWrite">Whether the scope permits changes. Such a scope also permits reading.</param>
internal sealed record Scope(string Area, bool IsWrite)
{
    /// <summary>The area that contains all others, and each request that is not in the table of operations.</summary>
    public const string AnyArea = "Api";

    /// <summary>The area of sign-in requests, which each connection may send.</summary>
    public const string SessionArea = "Session";

    /// <summary>The area of row streams, which the warehouse may bill.</summary>
    public const string RowsArea = "Rows";

    private const string Read = "Read";
    private const string Write = "Write";

    /// <summary>The areas, in the order of messages and completion.</summary>
    public static IReadOnlyList<string> Areas { get; } =
    [
        "DataMarts", RowsArea, "Runs", "Reports", "Triggers", "Insights", "Storages", "Destinations", "Search", "Contexts", "Project", "Members", "Plugins",
        "ApiKeys", "LicenseKeys", "Credentials", "Connectors", AnyArea,
    ];

    /// <summary>Whether nothing can be changed in the area.</summary>
    public static bool IsOnlyRead(string area) => area is RowsArea or "Search";

    /// <summary>Reads a scope such as <c>Runs:Write</c>, ignoring case, or null if there is no such scope.</summary>
    public static Scope? Parse(string text)
    {
        var parts = text.Trim().Split(':');
        var area = parts.Length == 2 ? Areas.FirstOrDefault(name => string.Equals(name, parts[0].Trim(), StringComparison.OrdinalIgnoreCase)) : null;
        var level = parts[parts.Length - 1].Trim();
        var isWrite = string.Equals(level, Write, StringComparison.OrdinalIgnoreCase);
        return area is null || (isWrite ? IsOnlyRead(area) : !string.Equals(level, Read, StringComparison.OrdinalIgnoreCase))
            ? null
            : new Scope(area, isWrite);
    }

    /// <summary>Whether a connection with this scope may send a request that requires the other scope.</summary>
    public bool Includes(Scope required) => (Area == AnyArea || Area == required.Area) && (IsWrite || !required.IsWrite);

    public override string ToString() => $"{Area}:{(IsWrite ? Write : Read)}";
}
