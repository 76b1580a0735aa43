namespace Owox.Sandbox.Rules;

/// <summary>Turns the JSON of rules into rules, with the complaints of the server's schema checker.</summary>
internal static class RuleReader
{
    private static readonly string[] Units = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];
    private static readonly string[] Directions = ["asc", "desc"];

    public static IReadOnlyList<SortRule> Sort(JsonNode? rules) => Each(rules, "sort", rule => new SortRule(
        Text(rule, "column", "sort"),
        Choice(rule, "direction", "sort", Directions) == "desc"));

    public static IReadOnlyList<AggregationRule> Aggregation(JsonNode? rules) => Each(rules, "aggregation", rule => new AggregationRule(
        Text(rule, "column", "aggregation"),
        Choice(rule, "function", "aggregation", AggregateFunctions.All)));

    public static IReadOnlyList<DateTruncRule> DateTrunc(JsonNode? rules) => Each(rules, "dateTrunc", rule => new DateTruncRule(
        Text(rule, "column", "dateTrunc"),
        Choice(rule, "unit", "dateTrunc", Units),
        TimeZone(rule)));

    public static IReadOnlyList<FilterRule> Filter(JsonNode? rules) => Each(rules, "filter", FilterRuleReader.Read);

    public static string Text(JsonObject rule, string field, string parameter) => rule[field] switch
    {
        null => throw Invalid(parameter, "Required"),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw Invalid(parameter, $"Expected string, received {Kind(other)}"),
    };

    public static string Choice(JsonObject rule, string field, string parameter, IReadOnlyList<string> choices)
    {
        var text = Text(rule, field, parameter);
        return choices.Contains(text, StringComparer.Ordinal)
            ? text
            : throw Invalid(parameter, $"Invalid enum value. Expected {Listed(choices)}, received '{text}'");
    }

    public static string Listed(IEnumerable<string> choices) => string.Join(" | ", choices.Select(choice => $"'{choice}'"));

    public static ApiError Invalid(string parameter, string complaint) =>
        ApiErrors.Business($"{parameter}: Invalid {parameter}: {complaint}");

    private static IReadOnlyList<T> Each<T>(JsonNode? rules, string parameter, Func<JsonObject, T> read)
    {
        if (rules is not JsonArray array)
        {
            throw Invalid(parameter, $"Expected array, received {Kind(rules)}");
        }

        return [.. array.Select(rule => read(rule as JsonObject
            ?? throw Invalid(parameter, $"Expected object, received {Kind(rule)}")))];
    }

    private static string? TimeZone(JsonObject rule)
    {
        if (rule["timeZone"] is null)
        {
            return null;
        }

        var zone = Text(rule, "timeZone", "dateTrunc");
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId ? zone : throw Invalid("dateTrunc", "Invalid time zone");
    }

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        { } kind => kind.ToString().ToLowerInvariant(),
    };
}
