namespace Owox.Sandbox.Rules;

/// <summary>Writes the SQL of a stream.</summary>
internal sealed class StatementWriter
{
    private static readonly string[] TotalFunctions = ["SUM", "AVG", "MIN", "MAX"];

    private readonly DataMart _mart;
    private readonly StreamQuery _query;
    private readonly Fields _fields;
    private readonly IReadOnlyList<FieldColumn> _selected;
    private readonly List<object> _values = [];
    private readonly FilterSql _filter;

    public StatementWriter(DataMart mart, StreamQuery query, Fields fields, IReadOnlyList<FieldColumn> selected, DateOnly today)
    {
        (_mart, _query, _fields, _selected) = (mart, query, fields, selected);
        _filter = new FilterSql(_values, today);
    }

    private bool IsAggregated => _query.Aggregation.Count > 0;

    public Statement Rows()
    {
        var results = _selected.SelectMany(Results).ToList();
        if (IsAggregated)
        {
            results.Add(("COUNT(*)", new OutputColumn("Row Count", "INTEGER", null, null, Rendering.Plain)));
        }

        var text = $"SELECT {string.Join(", ", results.Select(result => result.Sql))} {From()}{Where()}{GroupBy()}{Having()}{OrderBy()}";
        if (_query.Limit is { } limit)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" LIMIT {limit}");
        }

        return new Statement(text, _values, [.. results.Select(result => result.Column)]);
    }

    /// <summary>SUM, AVG, MIN and MAX of each number, over all rows that the filter lets through; null when there is no number.</summary>
    public Statement? Totals()
    {
        var results = _selected.Where(field => field.Column.IsNumber && !field.Column.IsJson)
            .SelectMany(field => TotalFunctions.Select(function => (
                Sql: AggregateFunctions.ToSql(function, field.Sql, field.Column),
                Column: new OutputColumn(AggregateFunctions.Label(field.Name, function), field.Column.Type, null, null, Rendering.Plain))))
            .ToList();
        return results.Count == 0
            ? null
            : new Statement(
                $"SELECT {string.Join(", ", results.Select(result => result.Sql))} {From()}{Where()}",
                _values,
                [.. results.Select(result => result.Column)]);
    }

    private IEnumerable<(string Sql, OutputColumn Column)> Results(FieldColumn field)
    {
        var functions = _query.Aggregation.Where(rule => rule.Column == field.Name).Select(rule => rule.Function).ToList();
        if (functions.Count == 0)
        {
            var rendering = field.Column.Rendering;
            return [(Dimension(field), new OutputColumn(field.Name, field.Column.Type, field.Column.Description, field.Title, rendering) { IsPart = field.Column.Parent is not null })];
        }

        return functions.Select(function => (
            AggregateFunctions.ToSql(function, field.Sql, field.Column),
            new OutputColumn(
                AggregateFunctions.Label(field.Name, function),
                AggregateFunctions.ResultType(function, field.Column.Type),
                field.Column.Description,
                field.Title,
                function is "MIN" or "MAX" or "ANY_VALUE" ? field.Column.Rendering : Rendering.Plain)));
    }

    private string Dimension(FieldColumn field)
    {
        var bucket = _query.DateTrunc.FirstOrDefault(rule => rule.Column == field.Name);
        return bucket is null ? field.Sql : $"owox_bucket({field.Sql}, '{bucket.Unit}', {Bind(bucket.TimeZone ?? string.Empty)})";
    }

    private string From()
    {
        var used = _selected.Concat(_query.Filter.Where(rule => rule.PreJoinAlias is null).Select(rule => _fields[rule.Column]))
            .Where(field => field.Joined is not null)
            .GroupBy(field => field.Joined!.Relationship);
        var joins = new JoinWriter(_mart, _query, _filter);
        return $"FROM {Sql.Quote(_mart.Table!.Name)} AS main{string.Concat(used.Select(group => joins.Write(group.Key, group)))}";
    }

    private string Where() => Conditions(" WHERE ", rule => rule.Function is null, field => field.Sql);

    private string Having() => Conditions(" HAVING ", rule => rule.Function is not null, field => field.Sql);

    private string Conditions(string keyword, Func<FilterRule, bool> wanted, Func<FieldColumn, string> expression)
    {
        var conditions = _query.Filter.Where(rule => rule.PreJoinAlias is null && wanted(rule)).Select(rule =>
        {
            var field = _fields[rule.Column];
            var sql = expression(field);
            return rule.Function is { } function
                ? _filter.Write(
                    rule, AggregateFunctions.ToSql(function, sql, field.Column), AggregateFunctions.ResultType(function, "FLOAT"))
                : _filter.Write(rule, sql, field.Column.Type);
        }).ToList();
        return conditions.Count == 0 ? string.Empty : keyword + string.Join(" AND ", conditions);
    }

    private string GroupBy()
    {
        if (!IsAggregated)
        {
            return string.Empty;
        }

        var aggregated = _query.Aggregation.Select(rule => rule.Column).ToHashSet(StringComparer.Ordinal);
        var dimensions = _selected.Where(field => !aggregated.Contains(field.Name)).Select(Dimension).ToList();
        return dimensions.Count > 0 ? $" GROUP BY {string.Join(", ", dimensions)}"
            : _query.Filter.Any(rule => rule.Function is not null) ? " GROUP BY NULL" // HAVING wants one
            : string.Empty;
    }

    private string OrderBy()
    {
        if (_query.Sort.Count == 0)
        {
            return string.Empty;
        }

        var keys = _query.Sort.Select(rule => Sorted(_fields[rule.Column]) + (rule.Descending ? " DESC" : " ASC"));
        return $" ORDER BY {string.Join(", ", keys)}";
    }

    private string Sorted(FieldColumn field)
    {
        var rule = _query.Aggregation.FirstOrDefault(candidate => candidate.Column == field.Name);
        if (rule is not null)
        {
            return AggregateFunctions.ToSql(rule.Function, field.Sql, field.Column);
        }

        return field.Column.Type is "NUMERIC" or "BIGNUMERIC" ? $"CAST({field.Sql} AS REAL)" : Dimension(field);
    }

    private string Bind(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"$v{_values.Count - 1}");
    }
}
