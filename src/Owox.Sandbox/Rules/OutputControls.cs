namespace Owox.Sandbox.Rules;

/// <summary>Checks that rules fit the columns they name, and tells every misfit at once.</summary>
internal static class OutputControls
{
    public static void Check(StreamQuery query, Fields fields, IReadOnlyList<FieldColumn> selected)
    {
        var names = selected.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        List<JsonObject> misfits =
        [
            .. query.Filter.SelectMany(rule => Filter(rule, fields)),
            .. query.Filter.Where(rule => rule.Function is not null && query.Aggregation.Count == 0)
                .Select(rule => Misfit("FILTER_FUNCTION_REQUIRES_AGGREGATION", rule.Column)),
            .. query.Sort.Where(rule => !names.Contains(rule.Column)).Select(rule => Misfit("SORT_COLUMN_NOT_SELECTED", rule.Column)),
            .. query.Aggregation.SelectMany(rule => Aggregation(rule, fields, names)),
            .. query.DateTrunc.SelectMany(rule => DateTrunc(rule, fields, names)),
        ];
        if (misfits.Count > 0)
        {
            throw ApiErrors.OutputControls(misfits);
        }
    }

    private static IEnumerable<JsonObject> Filter(FilterRule rule, Fields fields)
    {
        if (rule.PreJoinAlias is not null)
        {
            yield break;
        }

        var column = fields[rule.Column].Column;
        var type = rule.Function is null ? column.Type : AggregateFunctions.ResultType(rule.Function, column.Type);
        if (!Fits(rule.Operator, column with { Type = type }))
        {
            var misfit = Misfit("INVALID_OPERATOR_FOR_TYPE", rule.Column);
            misfit["type"] = type;
            misfit["operator"] = rule.Operator;
            yield return misfit;
        }
    }

    private static IEnumerable<JsonObject> Aggregation(AggregationRule rule, Fields fields, HashSet<string> selected)
    {
        if (!selected.Contains(rule.Column))
        {
            yield return Misfit("AGGREGATION_COLUMN_NOT_SELECTED", rule.Column);
            yield break;
        }

        var column = fields[rule.Column].Column;
        if (!AggregateFunctions.Fits(rule.Function, column.Type))
        {
            var misfit = Misfit("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_TYPE", rule.Column);
            misfit["function"] = rule.Function;
            misfit["type"] = column.Type;
            yield return misfit;
        }
        else if (!AggregateFunctions.AllowedFor(column).Contains(rule.Function, StringComparer.Ordinal))
        {
            var misfit = Misfit("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_FIELD", rule.Column);
            misfit["function"] = rule.Function;
            yield return misfit;
        }
    }

    private static IEnumerable<JsonObject> DateTrunc(DateTruncRule rule, Fields fields, HashSet<string> selected)
    {
        var column = fields[rule.Column].Column;
        if (!selected.Contains(rule.Column))
        {
            yield return Misfit("DATE_TRUNC_COLUMN_NOT_SELECTED", rule.Column);
        }
        else if (!column.IsDate)
        {
            var misfit = Misfit("DATE_TRUNC_REQUIRES_DATE_COLUMN", rule.Column);
            misfit["type"] = column.Type;
            yield return misfit;
        }
    }

    private static bool Fits(string name, Column column) => name switch
    {
        "is_null" or "is_not_null" => true,
        "contains" or "not_contains" or "starts_with" or "ends_with" or "regex" or "not_regex" or "is_empty" or "is_not_empty"
            or "is_blank" or "is_not_blank" =>
            column.Type == "STRING",
        "is_true" or "is_false" => column.Type == "BOOLEAN",
        "relative_date" => column.IsDate,
        "eq" or "neq" or "in" or "not_in" => column.IsNumber || column.IsDate || column.Type == "STRING",
        _ => column.IsNumber || column.IsDate,
    };

    private static JsonObject Misfit(string code, string column) => new() { ["code"] = code, ["column"] = column };
}
