namespace Owox.Sandbox.Rules;

/// <summary>Reads the JSON of rules, with the errors of the server's validator.</summary>
/// <param name="json">One rule.</param>
/// <param name="parameter">The parameter that contains the rule.</param>
internal sealed class RuleReader(JsonObject json, string parameter)
{
    private const int MaxValues = 500;

    private static readonly string[] Units = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];
    private static readonly string[] Directions = ["asc", "desc"];
    private static readonly string[] Placements = ["pre-join", "post-join"];
    private static readonly string[] NewerOperators = ["is_blank", "is_not_blank"];
    private static readonly string[] Operators =
    [
        "eq", "neq", "contains", "not_contains", "starts_with", "ends_with", "gt", "lt", "gte", "lte", "regex", "not_regex", .. NewerOperators,
        "is_empty", "is_not_empty", "is_null", "is_not_null", "is_true", "is_false", "in", "not_in", "between", "relative_date",
    ];

    public static IReadOnlyList<SortRule> Sort(JsonNode? rules) => Each(rules, "sort", rule =>
        new SortRule(rule.Text("column"), rule.Choice("direction", Directions) == "desc"));

    public static IReadOnlyList<AggregationRule> Aggregation(JsonNode? rules) => Each(rules, "aggregation", rule =>
        new AggregationRule(rule.Text("column"), rule.Choice("function", AggregateFunctions.All)));

    public static IReadOnlyList<DateTruncRule> DateTrunc(JsonNode? rules) => Each(rules, "dateTrunc", rule =>
        new DateTruncRule(rule.Text("column"), rule.Choice("unit", Units), rule.TimeZone()));

    public static IReadOnlyList<FilterRule> Filter(JsonNode? rules, SandboxOptions options)
    {
        string[] operators = options.Is035 ? Operators : [.. Operators.Except(NewerOperators, StringComparer.Ordinal)];
        return Each(rules, "filter", rule => rule.Condition(operators));
    }

    public static ApiError Invalid(string parameter, string error) => ApiErrors.Business($"{parameter}: Invalid {parameter}: {error}");

    private static IReadOnlyList<T> Each<T>(JsonNode? rules, string parameter, Func<RuleReader, T> read) => rules is not JsonArray array
        ? throw Invalid(parameter, $"Expected array, received {Kind(rules)}")
        : [.. array.Select(rule => read(new RuleReader(
            rule as JsonObject ?? throw Invalid(parameter, $"Expected object, received {Kind(rule)}"), parameter)))];

    private static string Listed(IEnumerable<string> choices) => string.Join(" | ", choices.Select(choice => $"'{choice}'"));

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        { } kind => kind.ToString().ToLowerInvariant(),
    };

    private static bool IsScalar(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private ApiError Invalid(string error) => Invalid(parameter, error);

    private string Text(string field) => json[field] switch
    {
        null => throw Invalid("Required"),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw Invalid($"Expected string, received {Kind(other)}"),
    };

    private string Choice(string field, IReadOnlyList<string> choices) => Text(field) is var text && choices.Contains(text, StringComparer.Ordinal)
        ? text
        : throw Invalid($"Invalid enum value. Expected {Listed(choices)}, received '{text}'");

    private string? TimeZone() => json["timeZone"] is null ? null
        : TimeZoneInfo.TryFindSystemTimeZoneById(Text("timeZone"), out var found) && found.HasIanaId ? Text("timeZone")
        : throw Invalid("Invalid time zone");

    private FilterRule Condition(string[] operators)
    {
        var name = json["operator"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (name is null || !operators.Contains(name, StringComparer.Ordinal))
        {
            throw Invalid($"Invalid discriminator value. Expected {Listed(operators)}");
        }

        return new FilterRule(
            Text("column"),
            name,
            name.StartsWith("is_", StringComparison.Ordinal) ? null : Value(name, json["value"] ?? throw Invalid("Required")),
            json["function"] is null ? null : Choice("function", AggregateFunctions.All),
            json["placement"] is not null && Choice("placement", Placements) == "pre-join" ? Text("aliasPath") : null);
    }

    private JsonNode Value(string name, JsonNode value)
    {
        var error = (name, value) switch
        {
            ("in" or "not_in", JsonArray { Count: 0 }) => "Array must contain at least 1 element(s)",
            ("in" or "not_in", JsonArray { Count: > MaxValues }) => $"Array must contain at most {MaxValues} element(s)",
            ("in" or "not_in", JsonArray list) when !AreAlike(list) => "in/not_in values must all be the same type (all strings or all numbers)",
            ("in" or "not_in", JsonArray) => null,
            ("between", JsonObject { Count: 2 } bounds) when IsScalar(bounds["from"]) && IsScalar(bounds["to"])
                && bounds["from"]!.GetValueKind() == bounds["to"]!.GetValueKind() => null,
            ("relative_date", JsonObject range) => RelativeDate(range),
            _ => name is not ("in" or "not_in" or "between" or "relative_date") && IsScalar(value) ? null : "Invalid input",
        };
        return error is null ? value : throw Invalid(error);
    }

    private string? RelativeDate(JsonObject range) =>
        new RuleReader(range, parameter).Choice("kind", RelativeDates.Kinds).Contains("_n_", StringComparison.Ordinal)
            && RelativeDates.Count(range) is < 1 or > RelativeDates.MaxCount
            ? $"Number must be between 1 and {RelativeDates.MaxCount}"
            : null;

    private static bool AreAlike(JsonArray list) => list.Select(item => item?.GetValueKind()).Distinct().ToList()
        is [JsonValueKind.String or JsonValueKind.Number];
}
