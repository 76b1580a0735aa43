using Owox.Redaction;

namespace Owox.Queries;

/// <summary>The columns of the rows, as far as they are known from the query and the schema before the first row.</summary>
internal sealed class RowLayout
{
    private const int MaxNameLength = 100;

    private static readonly HashSet<string> CountLabels = ["Row Count", "Unique Count"];

    private readonly HashSet<string>? _allowed;

    /// <summary>Describes the rows of a query.</summary>
    /// <param name="expected">The columns of each row, in order. A column that a row omits is null.</param>
    /// <param name="allowed">The other columns that rows may have; null for any.</param>
    public RowLayout(IReadOnlyList<string> expected, IEnumerable<string>? allowed)
    {
        Expected = expected;
        _allowed = allowed is null ? null : new HashSet<string>(expected.Concat(allowed), StringComparer.Ordinal);
    }

    /// <summary>The layout of rows about which nothing is known.</summary>
    public static RowLayout Unknown { get; } = new([], allowed: null);

    /// <summary>The layout of rows that are written to files unchanged.</summary>
    public static RowLayout AsSent { get; } = new([], allowed: null) { CompletesRows = false };

    public IReadOnlyList<string> Expected { get; }

    /// <summary>Whether null is written to files for the columns that a row omits.</summary>
    public bool CompletesRows { get; init; } = true;

    /// <summary>Whether rows have exactly the expected columns, in this order.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether rows may have labels of aggregated columns, such as <c>revenue | SUM</c>.</summary>
    public bool AllowsLabels { get; init; }

    /// <summary>Whether rows can have these columns.</summary>
    /// <param name="columns">All columns, in the form of the file.</param>
    /// <param name="written">Converts columns of the layout to the form of the file.</param>
    public bool CanBe(IReadOnlyList<string> columns, Func<IReadOnlyList<string>, IReadOnlyList<string>> written)
    {
        var expected = written(Expected);
        if (IsExact)
        {
            return columns.SequenceEqual(expected, StringComparer.Ordinal);
        }

        var known = _allowed is null ? null : new HashSet<string>(written(_allowed.ToArray()), StringComparer.Ordinal);
        return expected.All(column => columns.Contains(column, StringComparer.Ordinal))
            && (known is null || columns.All(column => known.Contains(column) || (AllowsLabels && IsLabel(column))));
    }

    /// <summary>Checks that rows may have the column.</summary>
    /// <exception cref="FormatException">Neither the query nor the schema contains the column.</exception>
    public void Require(string column)
    {
        if (_allowed is not null && !_allowed.Contains(column) && !(AllowsLabels && IsLabel(column)))
        {
            throw new FormatException($"it has the column '{ServerTextSanitizer.Sanitize(column, [], MaxNameLength)}', which neither the query nor the schema of the data mart has");
        }
    }

    /// <summary>
    /// Returns the columns of all rows: those of the first row in the server's order, and between them the expected columns that it omits.
    /// </summary>
    /// <exception cref="FormatException">The row has a column that is not allowed.</exception>
    public string[] Resolve(IReadOnlyList<string> firstRow)
    {
        foreach (var column in firstRow)
        {
            Require(column);
        }

        var columns = firstRow.ToList();
        var known = new HashSet<string>(firstRow, StringComparer.Ordinal);
        var at = 0;
        foreach (var column in known.IsSupersetOf(Expected) ? [] : Expected)
        {
            if (known.Contains(column))
            {
                at = columns.IndexOf(column) + 1;
            }
            else
            {
                columns.Insert(at++, column);
            }
        }

        return columns.ToArray();
    }

    private static bool IsLabel(string column) => CountLabels.Contains(column) || column.IndexOf(AggregateLabel.Separator, StringComparison.Ordinal) > 0;
}
