namespace Owox.Sandbox.Rules;

/// <summary>Date ranges that depend on the current date, from the first day to the day after the last one.</summary>
internal static class RelativeDates
{
    public const int MaxCount = 3650;

    public static readonly string[] Kinds =
    [
        "today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_quarter", "last_quarter", "this_year",
        "last_n_days", "last_n_months", "next_n_days",
    ];

    public static (DateOnly From, DateOnly To) Range(JsonObject value, DateOnly today)
    {
        var count = Count(value);
        var week = today.AddDays(-(((int)today.DayOfWeek + 6) % 7)); // from Monday, unlike date buckets
        var (month, quarter, year) = (DateBuckets.Start(today, "MONTH"), DateBuckets.Start(today, "QUARTER"), DateBuckets.Start(today, "YEAR"));
        return (string?)value["kind"] switch
        {
            "today" => (today, today.AddDays(1)),
            "yesterday" => (today.AddDays(-1), today),
            "this_week" => (week, week.AddDays(7)),
            "last_week" => (week.AddDays(-7), week),
            "this_month" => (month, month.AddMonths(1)),
            "last_month" => (month.AddMonths(-1), month),
            "this_quarter" => (quarter, quarter.AddMonths(3)),
            "last_quarter" => (quarter.AddMonths(-3), quarter),
            "this_year" => (year, year.AddYears(1)),
            "last_n_days" => (today.AddDays(-count), today.AddDays(1)),
            "last_n_months" => (today.AddMonths(-count), today.AddDays(1)),
            _ => (today, today.AddDays(count + 1)),
        };
    }

    public static int Count(JsonObject value) =>
        value["n"]?.GetValueKind() == JsonValueKind.Number && value["n"]!.AsValue().TryGetValue<int>(out var count) ? count : 0;
}

/// <summary>The start of the day, week (from Sunday), month, quarter or year that contains a date.</summary>
internal static class DateBuckets
{
    public static string? Start(string? text, string unit, string zone)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Start(date, unit).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (text is null || !Instant.TryParse(text, out var utc, out _))
        {
            return text;
        }

        var timeZone = zone.Length == 0 ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), timeZone);
        var start = Start(DateOnly.FromDateTime(local), unit).ToDateTime(TimeOnly.MinValue);
        return Timestamp.Milliseconds(new DateTimeOffset(start, timeZone.GetUtcOffset(start)));
    }

    public static DateOnly Start(DateOnly date, string unit) => unit switch
    {
        "WEEK" => date.AddDays(-(int)date.DayOfWeek),
        "MONTH" => new DateOnly(date.Year, date.Month, 1),
        "QUARTER" => new DateOnly(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1),
        "YEAR" => new DateOnly(date.Year, 1, 1),
        _ => date,
    };
}

/// <summary>Points in time as strings that sort: UTC with nine fractional digits.</summary>
internal static class Instant
{
    public static string? Normalize(string? text) => text is not null && TryParse(text, out var time, out var fraction)
        ? $"{time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}.{fraction}Z"
        : text;

    public static bool TryParse(string text, out DateTime time, out string fraction)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var digits = dot < 0 ? "" : string.Concat(text.Skip(dot + 1).TakeWhile(char.IsAsciiDigit));
        fraction = digits.PadRight(9, '0')[..9];
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(dot < 0 ? text : text.Remove(dot, digits.Length + 1), CultureInfo.InvariantCulture, Styles, out time);
    }
}
