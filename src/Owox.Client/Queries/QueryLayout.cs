namespace Owox.Queries;

/// <summary>Determines the columns of the rows from the query and the schema of the data mart.</summary>
internal static class QueryLayout
{
    public static RowLayout Create(DataMartQuery query, QuerySchema schema)
    {
        var isByName = query.Columns.Count > 0 && !query.AllColumns && !query.IncludeJoined;
        if (!isByName && !schema.IsKnown)
        {
            return RowLayout.Unknown;
        }

        var all = isByName ? [] : schema.Columns.Where(column => column.IsInAll && (query.IncludeJoined || !column.IsJoined)).Select(static column => column.Name);
        return Layout(all.Concat(query.Columns), query.Aggregation.Select(static rule => (rule.Column, rule.Function)), schema, [], isByName: isByName);
    }

    public static RowLayout Create(ReportQuery query, QuerySchema schema)
    {
        if (query.Definition is not { } report)
        {
            // The query can return any column of the schema.
            return schema.IsKnown ? Layout([], [], schema, query.OutputSchema ?? [], allowsLabels: true) : RowLayout.Unknown;
        }

        if (report.ColumnConfig is { } columns)
        {
            return Layout(columns, report.AggregatedColumns, schema, query.OutputSchema ?? [], allowsLabels: true);
        }

        return schema.IsKnown ? Layout(Leaves(schema), report.AggregatedColumns, schema, query.OutputSchema ?? [], allowsLabels: true) : RowLayout.Unknown;
    }

    // A report without selected columns has the columns with values: the fields of a record, or an entire list.
    private static IEnumerable<string> Leaves(QuerySchema schema)
    {
        var own = schema.Columns.Where(static column => column is { IsInAll: true, IsJoined: false }).ToArray();
        var records = new HashSet<string>(own.Select(static column => column.Parent).OfType<string>(), StringComparer.Ordinal);
        return own.Where(column => !records.Contains(column.Name)).Select(static column => column.Name);
    }

    private static RowLayout Layout(
        IEnumerable<string> columns, IEnumerable<(string Column, string Function)> aggregation, QuerySchema schema,
        IReadOnlyList<ReportColumn> output, bool allowsLabels = false, bool isByName = false)
    {
        var functions = aggregation.ToLookup(static rule => rule.Column, static rule => rule.Function, StringComparer.Ordinal);
        var expected = columns.Distinct(StringComparer.Ordinal)
            .SelectMany(column => functions.Contains(column) ? functions[column].Select(function => AggregateLabel.Create(column, function)) : [column])
            .Distinct(StringComparer.Ordinal);
        return new RowLayout(expected.ToArray(), schema.Columns.Select(static column => column.Name).Concat(output.Select(static column => column.Name)))
        {
            AllowsLabels = allowsLabels || functions.Count > 0,
            IsExact = isByName && functions.Count == 0,
        };
    }
}

/// <summary>The name of an aggregated column in rows.</summary>
internal static class AggregateLabel
{
    /// <summary>The separator between the column and the function.</summary>
    public const string Separator = " | ";

    /// <summary>Returns the label of a column. Periods in the names of nested columns are replaced in labels.</summary>
    public static string Create(string column, string function) => Plain(column) + Separator + function switch
    {
        "COUNT_DISTINCT" => "COUNTUNIQUE",
        "STRING_AGG" => "STRINGAGG",
        "ANY_VALUE" => "ANYVALUE",
        "P50" => "MEDIAN",
        _ => function,
    };

    /// <summary>The name of the column in labels.</summary>
    public static string Plain(string column) => column.Replace('.', '_');
}
