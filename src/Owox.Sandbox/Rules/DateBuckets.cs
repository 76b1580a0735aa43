namespace Owox.Sandbox.Rules;

/// <summary>The start of the day, week (from Sunday), month, quarter or year that a date falls into.</summary>
internal static class DateBuckets
{
    public static string? Start(string? text, string unit, string zone)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Start(date, unit).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (!Instant.TryParse(text, out var utc, out _))
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
