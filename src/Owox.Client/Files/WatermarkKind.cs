using System;
using System.Linq;
using Owox.Http;

namespace Owox.Files;

/// <summary>How the end of a window is written for a watermark column.</summary>
internal static class WatermarkKind
{
    /// <summary>The end of the window: rows before it are complete as far as the clock tells.</summary>
    /// <exception cref="OwoxConfigurationException">The data mart has no such column, or it holds no times.</exception>
    public static string CutOff(DataMart mart, string column, DateTimeOffset now)
    {
        var type = TypeOf(mart, column);
        if (type is null)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RuleInvalid, $"The data mart {ServerText.Clean($"'{mart.Title}'", [])} has no column '{column}' of its own to tell new rows by; case counts.");
        }

        // Today's rows are still coming: they are whole tomorrow, by the days of UTC.
        return MomentText.For(type, now.ToUniversalTime()) ?? throw new OwoxConfigurationException(
            ErrorReason.RuleInvalid, $"The column '{column}' is a {ServerText.Clean(type, [])}: new rows are told by a DATE, DATETIME or TIMESTAMP column.");
    }

    private static string? TypeOf(DataMart mart, string column) => mart.Schema?.Fields.FirstOrDefault(field => field.Name == column)?.Type;
}
