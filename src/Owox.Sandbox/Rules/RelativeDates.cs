namespace Owox.Sandbox.Rules;

/// <summary>Date ranges that move with today: from the first day up to, not including, the last one.</summary>
internal static class RelativeDates
{
    private const int MostDays = 3650;

    private static readonly string[] Kinds =
    [
        "today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_quarter", "last_quarter", "this_year",
        "last_n_days", "last_n_months", "next_n_days",
    ];

    public static void Check(JsonNode value)
    {
        if (value is not JsonObject range)
        {
            throw RuleReader.Invalid("filter", "Invalid input");
        }

        var kind = RuleReader.Choice(range, "kind", "filter", Kinds);
        if (kind.Contains("_n_", StringComparison.Ordinal) && Count(range) is < 1 or > MostDays)
        {
            throw RuleReader.Invalid("filter", $"Number must be between 1 and {MostDays}");
        }
    }

    public static (DateOnly From, DateOnly To) Range(JsonObject value, DateOnly today)
    {
        var count = Count(value);
        var week = today.AddDays(-(((int)today.DayOfWeek + 6) % 7)); // from Monday, unlike date buckets
        var month = DateBuckets.Start(today, "MONTH");
        var quarter = DateBuckets.Start(today, "QUARTER");
        return value["kind"]!.GetValue<string>() switch
        {
            "today" => (today, today.AddDays(1)),
            "yesterday" => (today.AddDays(-1), today),
            "this_week" => (week, week.AddDays(7)),
            "last_week" => (week.AddDays(-7), week),
            "this_month" => (month, month.AddMonths(1)),
            "last_month" => (month.AddMonths(-1), month),
            "this_quarter" => (quarter, quarter.AddMonths(3)),
            "last_quarter" => (quarter.AddMonths(-3), quarter),
            "this_year" => (DateBuckets.Start(today, "YEAR"), DateBuckets.Start(today, "YEAR").AddYears(1)),
            "last_n_days" => (today.AddDays(-count), today.AddDays(1)),
            "last_n_months" => (today.AddMonths(-count), today.AddDays(1)),
            _ => (today, today.AddDays(count + 1)),
        };
    }

    private static int Count(JsonObject value) =>
        value["n"]?.GetValueKind() == JsonValueKind.Number && value["n"]!.AsValue().TryGetValue<int>(out var count) ? count : 0;
}
