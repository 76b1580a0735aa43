using System.Globalization;
using System.Text.RegularExpressions;

namespace Owox.Conversion;

/// <summary>Reads dates and times as warehouses write them, without a zone where they have none, and without losing a digit.</summary>
internal static class DateParser
{
    // .NET counts in 100 nanoseconds: seven digits.
    private const int Digits = 7;
    private const string DayForm = "yyyy-MM-dd";

    // Some drivers make moments of times without a zone, and say Z for want of another.
    private static readonly string[] LocalForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", DayForm,
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    private static readonly string[] MomentForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF 'UTC'", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFzz",
    ];

    // Some drivers and date functions give the midnight that a day begins with, in whatever zone.
    private static readonly Regex Midnight = new(
        @"\A[T ]00:00(:00(\.0+)?)?( ?[A-Za-z+-][A-Za-z0-9_/:+-]*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static object? Day(string text)
    {
        var isDay = text.Length == DayForm.Length || (text.Length > DayForm.Length && Midnight.IsMatch(text.Substring(DayForm.Length)));
        return isDay && DateTime.TryParseExact(text.Substring(0, DayForm.Length), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
    }

    public static object? Local(string text) =>
        Fit(text) is { } fitting && DateTime.TryParseExact(fitting, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    /// <summary>A moment, in UTC; one without a zone is taken for UTC, as warehouses keep it.</summary>
    public static object? Moment(string text) =>
        Fit(text) is { } fitting
        && DateTimeOffset.TryParseExact(fitting, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;

    // Nine digits after the point are cut to seven where the last two are zeros; other nanoseconds do not fit.
    private static string? Fit(string text)
    {
        var point = text.IndexOf('.');
        if (point < 0)
        {
            return text;
        }

        var end = point + 1;
        while (end < text.Length && text[end] is >= '0' and <= '9')
        {
            end++;
        }

        var kept = point + 1 + Digits;
        if (end <= kept)
        {
            return text;
        }

        return text.Substring(kept, end - kept).All(static c => c == '0') ? text.Remove(kept, end - kept) : null;
    }
}

/// <summary>Writes a moment as a column of a type compares it.</summary>
internal static class TimestampFormatter
{
    /// <summary>How a day is written.</summary>
    public const string Day = "yyyy-MM-dd";

    /// <summary>How a time without a zone is written.</summary>
    public const string Clock = "yyyy-MM-dd'T'HH:mm:ss.fff";

    /// <summary>How a moment is written.</summary>
    public const string Moment = Clock + "'Z'";

    /// <summary>
    /// The text; null where the type holds neither dates nor times. A DATE knows no zone: it gets the day as the moment
    /// has it. All others get the moment in UTC, which columns without a zone are taken to hold.
    /// </summary>
    public static string? Format(string type, DateTimeOffset moment) => ValueConverters.BareName(type) switch
    {
        "DATE" => moment.ToString(Day, CultureInfo.InvariantCulture),
        "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMPNTZ" or "TIMESTAMP WITHOUT TIME ZONE" => moment.UtcDateTime.ToString(Clock, CultureInfo.InvariantCulture),
        var other when other.StartsWith("TIMESTAMP", StringComparison.Ordinal) || other.StartsWith("DATETIME", StringComparison.Ordinal) =>
            moment.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture),
        _ => null,
    };
}
