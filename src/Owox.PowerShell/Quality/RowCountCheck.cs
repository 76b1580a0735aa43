using Owox.PowerShell.Inventory;
using Owox.Rows;
using static Owox.PowerShell.DataMartCheckStatus;

namespace Owox.PowerShell.Quality;

/// <summary>Compares the number of rows with a range. The warehouse bills the query.</summary>
/// <param name="cmdlet">Sends the query.</param>
/// <param name="min">The minimum, or null for none.</param>
/// <param name="max">The maximum, or null for none.</param>
/// <param name="filter">Selects the rows that are counted.</param>
internal sealed class RowCountCheck(ConnectionCmdletBase cmdlet, long? min, long? max, IReadOnlyList<FilterRule> filter)
{
    /// <summary>The largest number of rows that a query can request.</summary>
    public const long MaxRows = 9_007_199_254_740_991;

    // One more row than the maximum is too many. Without a maximum, the minimum is enough.
    private long? Limit => max is { } most ? (most < MaxRows ? most + 1 : null) : Math.Max(min!.Value, 1);

    private string Expected => (min, max) switch
    {
        ({ } least, { } most) => FormattableString.Invariant($"{least} to {most} rows"),
        ({ } least, null) => $"at least {Rows(least)}",
        _ => $"at most {Rows(max!.Value)}",
    };

    private bool IsOneExpected => min is null ? max == 1 : max is null && min == 1;

    public OwoxDataMartFinding Run(DataMart mart) => cmdlet.ShouldProcess($"data mart {new ResolvedItem(mart.Id, mart.Title).FullName}", "Count the rows with a query, which the warehouse bills")
        ? Evaluate(cmdlet.Call((client, cancellationToken) => new RowCounter(client).CountAsync(mart.Id, filter, Limit, cancellationToken)))
        : new OwoxDataMartFinding(DataMartCheck.RowCount, Skipped, "The rows were not counted.") { Expected = Expected };

    // A number that the server did not confirm is a lower bound.
    private OwoxDataMartFinding Evaluate(RowCount count)
    {
        var isComplete = !count.IsLimited && count.UnverifiedReason is null;
        var actual = $"{(isComplete ? "" : "at least ")}{Rows(count.Rows)}";
        var found = $"There {Are(count.Rows == 1)} {actual}";
        var difference = $"{found}, but {Expected} {Are(IsOneExpected)} expected.";
        var (status, message) = count switch
        {
            _ when count.Rows > max => (Failed, difference),
            _ when count.Rows >= (min ?? 0) && (max is null || isComplete) => (Passed, $"{found}."),
            { UnverifiedReason: { } why } => (Error, $"{found}, but the exact number is unknown: {why}."),
            _ => (Failed, difference),
        };
        return new OwoxDataMartFinding(DataMartCheck.RowCount, status, message) { Expected = Expected, Actual = actual, RunId = count.RunId };
    }

    private static string Rows(long count) => FormattableString.Invariant($"{count} row{(count == 1 ? "" : "s")}");

    private static string Are(bool isOne) => isOne ? "is" : "are";
}
