namespace Owox.Sandbox.Rules;

/// <summary>
/// Writes the joins of a statement. The rows of the joined table are first combined to one row for each key, so that a join does
/// not multiply rows.
/// </summary>
internal sealed class JoinWriter(DataMart mart, StreamQuery query, FilterSql filter)
{
    public string Write(Relationship relationship, IEnumerable<FieldColumn> used)
    {
        var (sourceKey, targetKey) = (relationship.SourceField, relationship.TargetField);
        var target = relationship.Target.Table!;
        var key = Raw(target.Find(targetKey)!);
        var combined = used.DistinctBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $", {Combine(field, targetKey)} AS {Sql.Quote(field.Name)}");
        var alias = Sql.Quote(relationship.Alias);
        var source = Sql.Quote(mart.Table!.Find(sourceKey)!.Stored);
        return $" LEFT JOIN (SELECT {key} AS \"join key\"{string.Concat(combined)} FROM {Sql.Quote(target.Name)} AS raw"
            + $"{Where(relationship, target)} GROUP BY {key}) AS {alias} ON main.{source} = {alias}.\"join key\"";
    }

    // A pre-join condition can use the name of the column in the joined data mart, or its joined name.
    private string Where(Relationship relationship, Table target)
    {
        var prefix = $"{relationship.Alias}__";
        var conditions = new List<string>();
        foreach (var rule in query.Filter.Where(rule => rule.PreJoinAlias == relationship.Alias))
        {
            var name = rule.Column.StartsWith(prefix, StringComparison.Ordinal) ? rule.Column[prefix.Length..] : rule.Column;
            if (target.Find(name) is { } column)
            {
                conditions.Add(filter.Write(rule, Raw(column), column.Type));
            }
        }

        return conditions.Count == 0 ? string.Empty : $" WHERE {string.Join(" AND ", conditions)}";
    }

    private static string Combine(FieldColumn field, string targetKey)
    {
        if (field.Column.Name == targetKey)
        {
            return Raw(field.Column);
        }

        var isSimple = field.Column.IsNumber || field.Column.Type == "STRING";
        return AggregateFunctions.ToSql(isSimple ? field.Aggregation : "MAX", Raw(field.Column), field.Column);
    }

    private static string Raw(Column column) => $"raw.{Sql.Quote(column.Stored)}";
}
