namespace Owox.Sandbox.Rules;

/// <summary>Verifies that rules match their columns, and reports all errors in one response.</summary>
internal static class OutputControls
{
    public static void Check(StreamRequest request, SandboxOptions options)
    {
        var (query, fields) = (request.Query, request.Fields);
        var selected = request.Selected.Select(static field => field.Name).ToHashSet(StringComparer.Ordinal);
        var arrays = options.Is035 ? Arrays(query, fields).ToList() : [];
        ApiError.ThrowIf(arrays.Count > 0, () => ApiErrors.OutputControls(arrays, $" {arrays[0]["message"]}"));
        List<JsonObject?> errors =
        [
            .. query.Filter.Where(static rule => rule.PreJoinAlias is null).Select(rule => InvalidOperator(rule, fields[rule.Column].Column)),
            .. query.Filter.Where(rule => rule.Function is not null && query.Aggregation.Count == 0)
                .Select(static rule => Error("FILTER_FUNCTION_REQUIRES_AGGREGATION", rule.Column)),
            .. query.Sort.Where(rule => !options.Is035 && !selected.Contains(rule.Column))
                .Select(static rule => Error("SORT_COLUMN_NOT_SELECTED", rule.Column)),
            .. query.Aggregation.Select(rule => selected.Contains(rule.Column)
                ? InvalidFunction(rule, fields[rule.Column].Column)
                : Error("AGGREGATION_COLUMN_NOT_SELECTED", rule.Column)),
            .. query.DateTrunc.Select(rule => !selected.Contains(rule.Column) ? Error("DATE_TRUNC_COLUMN_NOT_SELECTED", rule.Column)
                : fields[rule.Column].Column.IsDate ? null
                : Error("DATE_TRUNC_REQUIRES_DATE_COLUMN", rule.Column, ("type", fields[rule.Column].Column.Type))),
        ];
        var found = errors.OfType<JsonObject>().ToList();
        ApiError.ThrowIf(found.Count > 0, () => ApiErrors.OutputControls(found));
    }

    private static IEnumerable<JsonObject> Arrays(StreamQuery query, Fields fields) => query.Controls
        .Where(rule => fields[rule.Column].Column.IsRepeated)
        .Select(rule => Error(
            "ARRAY_FIELD_OUTPUT_CONTROL_UNSUPPORTED",
            rule.Column,
            ("type", $"ARRAY<{fields[rule.Column].Column.Type}>"),
            ("control", rule.Control),
            ("message", $"Array column \"{rule.Column}\" does not support {rule.Control}. Remove this {rule.Control} from Output settings.")));

    private static JsonObject? InvalidOperator(FilterRule rule, Column column)
    {
        var type = rule.Function is null ? column.Type : AggregateFunctions.ResultType(rule.Function, column.Type);
        return Allows(column with { Type = type }, rule.Operator)
            ? null
            : Error("INVALID_OPERATOR_FOR_TYPE", rule.Column, ("type", type), ("operator", rule.Operator));
    }

    private static JsonObject? InvalidFunction(AggregationRule rule, Column column) =>
        !AggregateFunctions.Fits(rule.Function, column.Type)
            ? Error("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_TYPE", rule.Column, ("function", rule.Function), ("type", column.Type))
            : AggregateFunctions.AllowedFor(column).Contains(rule.Function, StringComparer.Ordinal) ? null
            : Error("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_FIELD", rule.Column, ("function", rule.Function));

    private static JsonObject Error(string code, string column, params (string Name, string Value)[] details) => new(
        details.Prepend(("column", column)).Prepend(("code", code)).Select(static detail => KeyValuePair.Create(detail.Item1, (JsonNode?)detail.Item2)));

    private static bool Allows(Column column, string name) => name switch
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
}
