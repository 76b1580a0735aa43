using System.Globalization;

namespace Owox.Conversion;

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
