namespace Owox.Sandbox.Rules;

/// <summary>Verifies that rules match their columns, and reports all errors in one response.</summary>
internal sealed class OutputControls(Fields fields, HashSet<string> selected)
{
    private readonly List<JsonObject> _errors = [];

    public static void Check(StreamRequest request, SandboxOptions options)
    {
        var (query, fields) = (request.Query, request.Fields);
        var controls = new OutputControls(fields, request.Selected.Select(field => field.Name).ToHashSet(StringComparer.Ordinal));
        if (options.Is035)
        {
            controls.CheckArrays(query);
        }

        foreach (var rule in query.Filter.Where(rule => rule.PreJoinAlias is null))
        {
            controls.CheckOperator(rule);
        }

        foreach (var rule in query.Filter.Where(rule => rule.Function is not null && query.Aggregation.Count == 0))
        {
            controls.Add("FILTER_FUNCTION_REQUIRES_AGGREGATION", rule.Column);
        }

        foreach (var rule in query.Sort.Where(_ => !options.Is035))
        {
            controls.IsSelected("SORT", rule.Column);
        }

        foreach (var rule in query.Aggregation.Where(rule => controls.IsSelected("AGGREGATION", rule.Column)))
        {
            controls.CheckFunction(rule);
        }

        foreach (var rule in query.DateTrunc.Where(rule => controls.IsSelected("DATE_TRUNC", rule.Column) && !fields[rule.Column].Column.IsDate))
        {
            controls.Add("DATE_TRUNC_REQUIRES_DATE_COLUMN", rule.Column, ("type", fields[rule.Column].Column.Type));
        }

        controls.ThrowIfAny();
    }

    private void CheckArrays(StreamQuery query)
    {
        var controls = query.Filter.Where(rule => rule.PreJoinAlias is null).Select(rule => (rule.Column, Control: "filter"))
            .Concat(query.Sort.Select(rule => (rule.Column, Control: "sort")))
            .Concat(query.Aggregation.Select(rule => (rule.Column, Control: "aggregation")))
            .Concat(query.DateTrunc.Select(rule => (rule.Column, Control: "dateTrunc")));
        foreach (var (column, control) in controls.Where(control => fields[control.Column].Column.IsRepeated))
        {
            var message = $"Array column \"{column}\" does not support {control}. Remove this {control} from Output settings.";
            Add("ARRAY_FIELD_OUTPUT_CONTROL_UNSUPPORTED", column, ("type", $"ARRAY<{fields[column].Column.Type}>"), ("control", control), ("message", message));
        }

        ThrowIfAny(_errors.Count > 0 ? $" {_errors[0]["message"]}" : "");
    }

    private void ThrowIfAny(string message = "") => ApiError.ThrowIf(_errors.Count > 0, () => ApiErrors.OutputControls(_errors, message));

    private void CheckOperator(FilterRule rule)
    {
        var column = fields[rule.Column].Column;
        var type = rule.Function is null ? column.Type : AggregateFunctions.ResultType(rule.Function, column.Type);
        if (!Allows(column with { Type = type }, rule.Operator))
        {
            Add("INVALID_OPERATOR_FOR_TYPE", rule.Column, ("type", type), ("operator", rule.Operator));
        }
    }

    private void CheckFunction(AggregationRule rule)
    {
        var column = fields[rule.Column].Column;
        if (!AggregateFunctions.Fits(rule.Function, column.Type))
        {
            Add("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_TYPE", rule.Column, ("function", rule.Function), ("type", column.Type));
        }
        else if (!AggregateFunctions.AllowedFor(column).Contains(rule.Function, StringComparer.Ordinal))
        {
            Add("AGGREGATION_FUNCTION_NOT_ALLOWED_FOR_FIELD", rule.Column, ("function", rule.Function));
        }
    }

    private bool IsSelected(string rule, string column)
    {
        if (selected.Contains(column))
        {
            return true;
        }

        Add($"{rule}_COLUMN_NOT_SELECTED", column);
        return false;
    }

    private void Add(string code, string column, params (string Name, string Value)[] details)
    {
        var error = new JsonObject { ["code"] = code, ["column"] = column };
        foreach (var (name, value) in details)
        {
            error[name] = value;
        }

        _errors.Add(error);
    }

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
