using System.Globalization;

namespace Owox.PowerShell.Json;

/// <summary>Formats dates for JSON. Backfills use calendar days, so a time keeps its offset: in UTC it could belong to another day.</summary>
internal static class DateText
{
    private const string Day = "yyyy-MM-dd";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff";

    public static string From(DateTime date) => date switch
    {
        { TimeOfDay.Ticks: 0 } => Format(date, Day),
        { Kind: DateTimeKind.Local } => From(new DateTimeOffset(date)),
        { Kind: DateTimeKind.Utc } => Format(date, Time) + "Z",
        _ => Format(date, Time),
    };

    public static string From(DateTimeOffset date) => date switch
    {
        { TimeOfDay.Ticks: 0 } => Format(date.DateTime, Day),
        { Offset.Ticks: 0 } => Format(date.DateTime, Time) + "Z",
        _ => date.ToString(Time + "zzz", CultureInfo.InvariantCulture),
    };

    private static string Format(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
