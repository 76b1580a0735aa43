using System.Globalization;
using Owox.Queries;

namespace Owox.Rows;

/// <summary>
/// Counts the rows of a data mart: on the server if it returns the number in one aggregated row, otherwise by reading one column. Each count is a
/// query that the warehouse bills.
/// </summary>
internal sealed class RowCounter(ApiConnection connection)
{
    /// <summary>Returns the number of rows that match the filter.</summary>
    /// <param name="dataMartId">The data mart.</param>
    /// <param name="filter">The conditions; empty for all rows.</param>
    /// <param name="limit">The number of rows at which reading can end; null for all rows.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="OwoxConfigurationException">The data mart does not have a column of the filter. No query was started.</exception>
    /// <exception cref="OwoxStreamException">Rows are missing.</exception>
    public async Task<RowCount> CountAsync(string dataMartId, IReadOnlyList<FilterRule> filter, long? limit, CancellationToken cancellationToken)
    {
        var schema = new SchemaReader();
        var known = await schema.ReadAsync(connection, dataMartId, cancellationToken).ConfigureAwait(false);
        var query = new DataMartQuery(dataMartId) { Filter = filter };
        if (CountColumns.ForAggregation(known.Columns) is var (rule, label)
            && await AggregateAsync(query with { Columns = [rule.Column], Aggregation = [rule] }, label, schema, cancellationToken).ConfigureAwait(false) is { } count)
        {
            return count;
        }

        var column = CountColumns.ForReading(known.Columns);
        query = query with { Limit = limit, Columns = column is null ? [] : [column], AllColumns = column is null };
        return await ReadAsync(query, schema, cancellationToken).ConfigureAwait(false);
    }

    // A row without the label is from a server that does not add the column: the caller reads the rows instead.
    private async Task<RowCount?> AggregateAsync(DataMartQuery query, string label, SchemaReader schema, CancellationToken cancellationToken)
    {
        using var rows = await new RowsClient(connection).OpenAsync(query, schema, cancellationToken).ConfigureAwait(false);
        var row = new CountRow(label);
        while (await rows.ReadAsync(row, cancellationToken).ConfigureAwait(false))
        {
            // OnRow receives the row.
        }

        return row.Count is { } count && rows.RowsReceived == 1 ? new RowCount(count, rows.RunId) : null;
    }

    private async Task<RowCount> ReadAsync(DataMartQuery query, SchemaReader schema, CancellationToken cancellationToken)
    {
        using var rows = await new RowsClient(connection).OpenAsync(query, schema, cancellationToken).ConfigureAwait(false);
        var ignored = new CountRow(label: null);
        while (await rows.ReadAsync(ignored, cancellationToken).ConfigureAwait(false))
        {
            // The stream counts the rows.
        }

        var verification = await rows.CheckAsync(connection, cancellationToken).ConfigureAwait(false);
        return new RowCount(rows.RowsReceived, rows.RunId)
        {
            IsLimited = rows.RowsReceived == query.Limit,
            UnverifiedReason = verification.IsVerified ? null : verification.Reason ?? "the server did not confirm the number of rows",
        };
    }

    /// <summary>Keeps the number in the column with the label.</summary>
    private sealed class CountRow(string? label) : IRowConsumer
    {
        public long? Count { get; private set; }

        public void OnRow(RowSchema shape, object?[] values)
        {
            for (var i = 0; label is not null && i < values.Length; i++)
            {
                if (shape.OriginalNames[i] == label)
                {
                    Count = Number(values[i]);
                }
            }
        }

        private static long? Number(object? value) =>
            long.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>A number of rows.</summary>
/// <param name="Rows">The number.</param>
/// <param name="RunId">The ID of the run, or null if the server did not return one.</param>
internal sealed record RowCount(long Rows, string? RunId)
{
    /// <summary>Whether the data mart can have more rows, because reading ended at the limit.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Why the server did not confirm the number, so that there can be more rows, or null if it did.</summary>
    public string? UnverifiedReason { get; init; }
}

/// <summary>Selects the column whose values are counted or read.</summary>
internal static class CountColumns
{
    private const string CountFunction = "COUNT";
    private const string RowCountLabel = "Row Count";

    // Each of them returns one value for any column that allows it.
    private static readonly string[] AnyFunction = ["MIN", "MAX", CountFunction, "ANY_VALUE"];

    // Warehouses bill the bytes of the columns that are read. Types with short values come first.
    private static readonly string[] ShortTypes =
    [
        "BOOLEAN", "BOOL", "TINYINT", "SMALLINT", "DATE", "INT", "INTEGER", "BIGINT", "FLOAT", "REAL", "DOUBLE", "TIME", "DATETIME", "TIMESTAMP", "DECIMAL", "NUMERIC", "BIGNUMERIC",
    ];

    private static readonly string[] LongTypes = ["RECORD", "STRUCT", "ROW", "MAP", "JSON", "VARIANT", "SUPER"];

    /// <summary>Returns an aggregation whose single row contains the number of rows, and the label of the number, or null if there is none.</summary>
    public static (AggregationRule Rule, string Label)? ForAggregation(IReadOnlyList<DataMartColumn> columns)
    {
        var usable = columns.Where(IsUsable).OrderBy(Length).ToArray();

        // COUNT does not count null, which only these columns exclude.
        if (Array.Find(usable, static column => column.Mode == "REQUIRED" && column.Aggregations.Contains(CountFunction, StringComparer.Ordinal)) is { } required)
        {
            return (new AggregationRule(required.Name, CountFunction), AggregateLabel.Create(required.Name, CountFunction));
        }

        return Array.Find(usable, static column => column.HasRowCount && column.Aggregations.Any(IsAnyFunction)) is { } any
            ? (new AggregationRule(any.Name, any.Aggregations.First(IsAnyFunction)), RowCountLabel)
            : null;
    }

    /// <summary>Returns the column with the shortest values, or null if no column is known.</summary>
    public static string? ForReading(IReadOnlyList<DataMartColumn> columns) => columns.Where(IsUsable).OrderBy(Length).FirstOrDefault()?.Name;

    private static bool IsUsable(DataMartColumn column) => column is { IsInAll: true, IsJoined: false, Parent: null, IsArray: false };

    private static bool IsAnyFunction(string function) => AnyFunction.Contains(function, StringComparer.Ordinal);

    private static int Length(DataMartColumn column)
    {
        var type = column.Type?.ToUpperInvariant() ?? "";
        var index = Array.IndexOf(ShortTypes, type);
        return index >= 0 ? index : ShortTypes.Length + (LongTypes.Contains(type, StringComparer.Ordinal) ? 1 : 0);
    }
}
