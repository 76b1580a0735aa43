using Owox.Conversion;
using Owox.Redaction;

namespace Owox.Files.Incremental;

/// <summary>How the end of a window is written for a watermark column.</summary>
internal static class WatermarkKind
{
    /// <summary>The end of the window: rows before it are complete as far as the clock tells.</summary>
    /// <param name="mart">The data mart.</param>
    /// <param name="column">Its watermark column.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">The zone of dates and times that have none.</param>
    /// <exception cref="OwoxConfigurationException">The data mart has no such column, or it holds no times.</exception>
    public static string GetUpperBound(DataMart mart, string column, DateTimeOffset now, TimeZoneInfo zone)
    {
        var type = TypeOf(mart, column);
        if (type is null)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RuleInvalid, $"The data mart {ServerTextSanitizer.Sanitize($"'{mart.Title}'", [])} has no column '{column}' of its own to tell new rows by; case counts.");
        }

        // Today's rows are still coming: they are whole tomorrow.
        var text = TimestampFormatter.Format(type, now.ToUniversalTime()) ?? throw new OwoxConfigurationException(
            ErrorReason.RuleInvalid, $"The column '{column}' is a {ServerTextSanitizer.Sanitize(type, [])}: new rows are told by a DATE, DATETIME or TIMESTAMP column.");
        return text.EndsWith("Z", StringComparison.Ordinal) ? text : TimestampFormatter.Format(type, new DateTimeOffset(Local(now, zone), TimeSpan.Zero))!;
    }

    // Where clocks are put back within a day, the hour that comes twice is not over when it has come once.
    private static DateTime Local(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (here, tomorrow) = (zone.GetUtcOffset(now), zone.GetUtcOffset(now.AddDays(1)));
        return now.UtcDateTime + (here < tomorrow ? here : tomorrow);
    }

    private static string? TypeOf(DataMart mart, string column) => mart.Schema?.Fields.FirstOrDefault(field => field.Name == column)?.Type;
}
