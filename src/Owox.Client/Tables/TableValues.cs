using System.Globalization;
using Owox.Conversion;

namespace Owox.Tables;

/// <summary>Converts values of rows to the .NET types of the columns of a table.</summary>
internal static class TableValues
{
    private static readonly string[] TimeForms = [@"hh\:mm\:ss\.FFFFFFF", @"hh\:mm\:ss", @"hh\:mm"];

    /// <summary>
    /// The converter of the values of a column. It returns null if the value does not have the type of the column, and a value of another
    /// type if it does not fit into the .NET type.
    /// </summary>
    /// <param name="kind">The kind of the column.</param>
    /// <param name="warehouseType">The type of the warehouse, or null if it is unknown.</param>
    public static Func<object, object?> ConverterFor(ColumnKind kind, string? warehouseType) => kind switch
    {
        ColumnKind.Text => ToText,
        ColumnKind.Time => ToTime,
        ColumnKind.Bytes => ToBytes,
        _ when ValueConverters.ConverterFor(warehouseType!) is var convert && kind == ColumnKind.Timestamp =>
            value => (convert!(value) as DateTimeOffset?)?.UtcDateTime,
        _ => ValueConverters.ConverterFor(warehouseType!)!,
    };

    /// <summary>The .NET type of the values of a column. A point in time is a DateTime of kind Utc, which bulk loads of all databases accept.</summary>
    public static Type NetTypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => typeof(long),
        ColumnKind.Double => typeof(double),
        ColumnKind.Decimal => typeof(decimal),
        ColumnKind.Boolean => typeof(bool),
        ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Timestamp => typeof(DateTime),
        ColumnKind.Time => typeof(TimeSpan),
        ColumnKind.Bytes => typeof(byte[]),
        _ => typeof(string),
    };

    private static object? ToText(object value) => value switch
    {
        string => value,
        JsonText { Json: var json } => json,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
    };

    private static object? ToTime(object value) =>
        value is string text && TimeSpan.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static object? ToBytes(object value)
    {
        try
        {
            return value is string text ? Convert.FromBase64String(text) : (value as JsonText)?.ReadBuffer();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
