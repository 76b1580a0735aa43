namespace Owox.Sandbox.Rules;

/// <summary>Reads one filter rule; what its value may be depends on the operator.</summary>
internal static class FilterRuleReader
{
    private const int MostValues = 500;

    private static readonly string[] Operators =
    [
        "eq", "neq", "contains", "not_contains", "starts_with", "ends_with", "gt", "lt", "gte", "lte", "regex", "not_regex",
        "is_empty", "is_not_empty", "is_null", "is_not_null", "is_true", "is_false", "in", "not_in", "between", "relative_date",
    ];

    // Known since 0.33. The message for an unknown operator is that of 0.31.
    private static readonly string[] NewerOperators = ["is_blank", "is_not_blank"];

    public static FilterRule Read(JsonObject rule)
    {
        var name = rule["operator"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (name is null || !(Operators.Contains(name, StringComparer.Ordinal) || NewerOperators.Contains(name, StringComparer.Ordinal)))
        {
            throw Invalid($"Invalid discriminator value. Expected {RuleReader.Listed(Operators)}");
        }

        var column = RuleReader.Text(rule, "column", "filter");
        return new FilterRule(column, name, Value(name, rule["value"]))
        {
            Function = rule["function"] is null ? null : RuleReader.Choice(rule, "function", "filter", AggregateFunctions.All),
            PreJoinAlias = PreJoinAlias(rule),
        };
    }

    private static JsonNode? Value(string name, JsonNode? value)
    {
        if (name.StartsWith("is_", StringComparison.Ordinal))
        {
            return null;
        }

        if (value is null)
        {
            throw Invalid("Required");
        }

        switch (name)
        {
            case "in" or "not_in":
                CheckList(value);
                break;
            case "between":
                CheckBounds(value);
                break;
            case "relative_date":
                RelativeDates.Check(value);
                break;
            default:
                _ = IsScalar(value) ? value : throw Invalid("Invalid input");
                break;
        }

        return value;
    }

    private static void CheckList(JsonNode value)
    {
        if (value is not JsonArray list)
        {
            throw Invalid("Invalid input");
        }

        if (list.Count is 0 or > MostValues)
        {
            throw Invalid(list.Count == 0
                ? "Array must contain at least 1 element(s)"
                : $"Array must contain at most {MostValues} element(s)");
        }

        var kinds = list.Select(item => item?.GetValueKind()).Distinct().ToList();
        if (kinds.Count > 1 || kinds[0] is not (JsonValueKind.String or JsonValueKind.Number))
        {
            throw Invalid("in/not_in values must all be the same type (all strings or all numbers)");
        }
    }

    private static void CheckBounds(JsonNode value)
    {
        if (value is not JsonObject { Count: 2 } bounds || !IsScalar(bounds["from"]) || !IsScalar(bounds["to"])
            || bounds["from"]!.GetValueKind() != bounds["to"]!.GetValueKind())
        {
            throw Invalid("Invalid input");
        }
    }

    private static string? PreJoinAlias(JsonObject rule)
    {
        if (rule["placement"] is null)
        {
            return null;
        }

        return RuleReader.Choice(rule, "placement", "filter", ["pre-join", "post-join"]) == "pre-join"
            ? RuleReader.Text(rule, "aliasPath", "filter")
            : null;
    }

    private static bool IsScalar(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static Exception Invalid(string complaint) => RuleReader.Invalid("filter", complaint);
}
