using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Owox.Conversion;
using Owox.Text;

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
    /// <param name="warehouseType">The type of the warehouse; null if it is unknown.</param>
    public static Func<object, object?> ConverterFor(ColumnKind kind, string? warehouseType) => kind switch
    {
        ColumnKind.Text => ToText,
        ColumnKind.Time => ToTime,
        ColumnKind.Bytes => ToBytes,
        _ when ValueConverters.ConverterFor(warehouseType!) is var convert && kind == ColumnKind.Timestamp =>
            value => (convert!(value) as DateTimeOffset?)?.UtcDateTime,
        _ => ValueConverters.ConverterFor(warehouseType!)!,
    };

    private static object? ToText(object value) => value switch
    {
        string => value,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Encoding.UTF8.GetString(Utf8Json.Write(json => WriteJson(json, value))),
    };

    private static object? ToTime(object value) =>
        value is string text && TimeSpan.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, out var time) ? time : null;

    // Base64, or a Buffer of Node.js as JSON: {"type":"Buffer","data":[1,2]}.
    private static object? ToBytes(object value)
    {
        if (value is string text)
        {
            try
            {
                return Convert.FromBase64String(text);
            }
            catch (FormatException)
            {
                return null;
            }
        }

        return value is NestedObject nested && nested.Exists(static pair => pair is { Key: "type", Value: "Buffer" })
            && nested.Find(static pair => pair.Key == "data").Value is object?[] data && Array.TrueForAll(data, static item => item is >= 0L and <= 255L)
            ? Array.ConvertAll(data, static item => (byte)(long)item!)
            : null;
    }

    private static void WriteJson(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case BigInteger number: json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case NestedObject nested:
                json.WriteStartObject();
                foreach (var pair in nested)
                {
                    json.WritePropertyName(pair.Key);
                    WriteJson(json, pair.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStartArray();
                foreach (var item in (object?[])value)
                {
                    WriteJson(json, item);
                }

                json.WriteEndArray();
                break;
        }
    }
}
