namespace Owox.Sandbox.Rules;

/// <summary>Converts conditions to SQL with bound values. As on the server, conditions with "not" or "empty" are true for NULL.</summary>
internal sealed class FilterSql(DateOnly today)
{
    private readonly List<object> _values = [];

    /// <summary>The bound values.</summary>
    public IReadOnlyList<object> Values => _values;

    public string Write(FilterRule rule, string expression, string type)
    {
        var left = type switch
        {
            "NUMERIC" or "BIGNUMERIC" => $"CAST({expression} AS REAL)",
            "TIMESTAMP" or "DATETIME" => $"owox_instant({expression})",
            _ => expression,
        };
        return rule.Operator switch
        {
            "eq" => $"{left} = {Bind(rule.Value, type)}",
            "neq" => $"({left} IS NULL OR {left} <> {Bind(rule.Value, type)})",
            "gt" => $"{left} > {Bind(rule.Value, type)}",
            "lt" => $"{left} < {Bind(rule.Value, type)}",
            "gte" => $"{left} >= {Bind(rule.Value, type)}",
            "lte" => $"{left} <= {Bind(rule.Value, type)}",
            "contains" => $"instr({left}, {Bind(rule.Value, type)}) > 0",
            "not_contains" => $"({left} IS NULL OR instr({left}, {Bind(rule.Value, type)}) = 0)",
            "starts_with" => $"instr({left}, {Bind(rule.Value, type)}) = 1",
            "ends_with" => EndsWith(left, rule),
            "regex" => $"owox_regex({left}, {Bind(rule.Value, type)})",
            "not_regex" => $"({left} IS NULL OR NOT owox_regex({left}, {Bind(rule.Value, type)}))",
            "is_empty" => $"({left} IS NULL OR {left} = '')",
            "is_not_empty" => $"{left} <> ''",
            "is_blank" => $"({left} IS NULL OR owox_regex({left}, '^\\s*$'))",
            "is_not_blank" => $"NOT owox_regex({left}, '^\\s*$')",
            "is_null" => $"{left} IS NULL",
            "is_not_null" => $"{left} IS NOT NULL",
            "is_true" => $"{left} = 1",
            "is_false" => $"{left} = 0",
            "in" => $"{left} IN ({BindAll(rule.Value, type)})",
            "not_in" => $"({left} IS NULL OR {left} NOT IN ({BindAll(rule.Value, type)}))",
            "between" => $"{left} BETWEEN {Bind(rule.Value!["from"], type)} AND {Bind(rule.Value["to"], type)}",
            _ => RelativeDate(left, rule.Value!.AsObject(), type),
        };
    }

    private string EndsWith(string left, FilterRule rule)
    {
        var value = Bind(rule.Value, "STRING");
        return $"(length({left}) >= length({value}) AND substr({left}, length({left}) - length({value}) + 1) = {value})";
    }

    private string RelativeDate(string left, JsonObject value, string type)
    {
        var (from, to) = RelativeDates.Range(value, today);
        return $"{left} >= {Bind(Day(from), type)} AND {left} < {Bind(Day(to), type)}";

        static JsonNode Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private string BindAll(JsonNode? list, string type) =>
        string.Join(", ", list!.AsArray().Select(value => Bind(value, type)));

    private string Bind(JsonNode? value, string type) => Bind(Convert(value!, type));

    /// <summary>Adds a value to the statement, and returns the name of its parameter.</summary>
    public string Bind(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"$v{_values.Count - 1}");
    }

    private static object Convert(JsonNode value, string type) => value.GetValueKind() switch
    {
        JsonValueKind.True => 1L,
        JsonValueKind.False => 0L,
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var whole) ? whole : value.GetValue<double>(),
        _ => Text(value.GetValue<string>(), type),
    };

    private static object Text(string text, string type) => type switch
    {
        "TIMESTAMP" or "DATETIME" => Instant.Normalize(text)!,
        "INTEGER" or "FLOAT" or "NUMERIC" or "BIGNUMERIC"
            when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        "BOOLEAN" when bool.TryParse(text, out var flag) => flag ? 1L : 0L,
        _ => text,
    };
}
