using System.Globalization;
using System.Text.RegularExpressions;

namespace Owox.Conversion;

/// <summary>Reads dates and times in the formats of the warehouses, without losing a digit. If a time has no zone, none is added.</summary>
internal static class DateParser
{
    // The resolution of .NET is 100 nanoseconds: seven digits.
    private const int Digits = 7;
    private const string DayForm = "yyyy-MM-dd";

    // Some drivers add a Z to times that have no zone.
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

    // Some drivers and date functions return the midnight at the start of a day, in any zone.
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

    /// <summary>Parses a point in time and returns it in UTC. A value without a zone is interpreted as UTC, as in the warehouses.</summary>
    public static object? Moment(string text) =>
        Fit(text) is { } fitting
        && DateTimeOffset.TryParseExact(fitting, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;

    // Nine decimal places become seven if the last two are zeros. Other nanoseconds do not fit.
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

/// <summary>Formats a point in time so that a column of a type can be compared with it.</summary>
internal static class TimestampFormatter
{
    /// <summary>The format of a day.</summary>
    public const string Day = "yyyy-MM-dd";

    /// <summary>The format of a time without a zone.</summary>
    public const string Clock = "yyyy-MM-dd'T'HH:mm:ss.fff";

    /// <summary>The format of a point in time.</summary>
    public const string Moment = Clock + "'Z'";

    /// <summary>
    /// The text, or null if the type contains neither dates nor times. For a DATE it is the date in the offset of the
    /// value. For all other types it is in UTC, which is the assumed time zone of columns without one.
    /// </summary>
    public static string? Format(string type, DateTimeOffset moment) => ColumnKinds.BaseTypeName(type) switch
    {
        "DATE" => moment.ToString(Day, CultureInfo.InvariantCulture),
        "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMPNTZ" or "TIMESTAMP WITHOUT TIME ZONE" => moment.UtcDateTime.ToString(Clock, CultureInfo.InvariantCulture),
        var other when other.StartsWith("TIMESTAMP", StringComparison.Ordinal) || other.StartsWith("DATETIME", StringComparison.Ordinal) =>
            moment.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture),
        _ => null,
    };
}
