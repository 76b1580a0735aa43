namespace Owox.Sandbox.Rules;

/// <summary>Writes the SQL of a stream.</summary>
internal sealed class StatementWriter(StreamRequest request, SandboxOptions options)
{
    private static readonly string[] TotalFunctions = ["SUM", "AVG", "MIN", "MAX"];

    private readonly StreamQuery _query = request.Query;
    private readonly Fields _fields = request.Fields;
    private readonly FilterSql _filter = new(DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime));

    public Statement Rows()
    {
        var results = request.Selected.SelectMany(Results).ToList();
        if (!options.Is035 && _query.Aggregation.Count > 0)
        {
            results.Add(("COUNT(*)", new OutputColumn("Row Count", "INTEGER")));
        }

        var limit = _query.Limit is { } count ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {count}") : "";
        return Select(results, $"{From()}{Where()}{GroupBy()}{Having()}{OrderBy()}{limit}");
    }

    /// <summary>Returns SUM, AVG, MIN and MAX of each number for all rows that the filter selects, or null if there is no number.</summary>
    public Statement? Totals()
    {
        var results = request.Selected.Where(field => field.Column.IsNumber && !field.Column.IsJson).SelectMany(field => TotalFunctions.Select(function => (
            AggregateFunctions.ToSql(function, field.Sql, field.Column),
            new OutputColumn(AggregateFunctions.Label(field.Name, function), field.Column.Type)))).ToList();
        return results.Count == 0 ? null : Select(results, From() + Where());
    }

    private Statement Select(List<(string Sql, OutputColumn Column)> results, string rest) =>
        new($"SELECT {string.Join(", ", results.Select(result => result.Sql))} {rest}", _filter.Values, [.. results.Select(result => result.Column)]);

    private IEnumerable<(string Sql, OutputColumn Column)> Results(FieldColumn field)
    {
        var column = OutputColumn.Of(field);
        var functions = _query.Aggregation.Where(rule => rule.Column == field.Name).Select(rule => rule.Function).ToList();
        return functions.Count == 0 ? [(Dimension(field), column)] : functions.Select(function => (
            AggregateFunctions.ToSql(function, field.Sql, field.Column),
            column with
            {
                Name = AggregateFunctions.Label(field.Name, function),
                Type = AggregateFunctions.ResultType(function, field.Column.Type),
                IsJson = column.IsJson && function is "MIN" or "MAX" or "ANY_VALUE",
                IsPart = false,
            }));
    }

    private string Dimension(FieldColumn field) => _query.DateTrunc.FirstOrDefault(rule => rule.Column == field.Name) is { } bucket
        ? $"owox_bucket({field.Sql}, '{bucket.Unit}', {_filter.Bind(bucket.TimeZone ?? string.Empty)})"
        : field.Sql;

    private string From()
    {
        var used = request.Selected.Concat(_query.Filter.Where(rule => rule.PreJoinAlias is null).Select(rule => _fields[rule.Column]))
            .Where(field => field.Relationship is not null)
            .GroupBy(field => field.Relationship!);
        var joins = new JoinWriter(request.Mart, _query, _filter);
        return $"FROM {Sql.Quote(request.Mart.Table!.Name)} AS main{string.Concat(used.Select(group => joins.Write(group.Key, group)))}";
    }

    private string Where() => List(" WHERE ", " AND ", _query.Filter.Where(rule => rule is { PreJoinAlias: null, Function: null })
        .Select(rule => _filter.Write(rule, _fields[rule.Column].Sql, _fields[rule.Column].Column.Type)));

    private string Having() => List(" HAVING ", " AND ", _query.Filter.Where(rule => rule is { PreJoinAlias: null, Function: not null })
        .Select(rule => _filter.Write(
            rule,
            AggregateFunctions.ToSql(rule.Function!, _fields[rule.Column].Sql, _fields[rule.Column].Column),
            AggregateFunctions.ResultType(rule.Function!, "FLOAT"))));

    private string GroupBy()
    {
        if (_query.Aggregation.Count == 0)
        {
            return string.Empty;
        }

        var aggregated = _query.Aggregation.Select(rule => rule.Column).ToHashSet(StringComparer.Ordinal);
        var dimensions = List(" GROUP BY ", ", ", request.Selected.Where(field => !aggregated.Contains(field.Name)).Select(Dimension));

        // HAVING requires a group.
        return dimensions.Length == 0 && _query.Filter.Any(rule => rule.Function is not null) ? " GROUP BY NULL" : dimensions;
    }

    private string OrderBy() =>
        List(" ORDER BY ", ", ", _query.Sort.Select(rule => SortKey(_fields[rule.Column]) + (rule.Descending ? " DESC" : " ASC")));

    private string SortKey(FieldColumn field) => _query.Aggregation.FirstOrDefault(rule => rule.Column == field.Name) is { } aggregation
        ? AggregateFunctions.ToSql(aggregation.Function, field.Sql, field.Column)
        : field.Column.Type is "NUMERIC" or "BIGNUMERIC" ? $"CAST({field.Sql} AS REAL)" : Dimension(field);

    private static string List(string keyword, string separator, IEnumerable<string> items) =>
        string.Join(separator, items) is { Length: > 0 } list ? keyword + list : string.Empty;
}
