using System;
using System.Globalization;
using System.Linq;

namespace Owox;

/// <summary>Reads dates and times as warehouses write them, without a zone where they have none, and without losing a digit.</summary>
internal static class DateText
{
    // .NET counts in 100 nanoseconds: seven digits.
    private const int Digits = 7;

    private static readonly string[] LocalForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    private static readonly string[] MomentForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF 'UTC'", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
    ];

    public static object? Day(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

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
