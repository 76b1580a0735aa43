using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Owox.Text;

namespace Owox.Queries;

/// <summary>Writes rules as JSON for the server.</summary>
internal static class RuleJsonWriter
{
    public static byte[] Write(IEnumerable<FilterRule> rules) => Utf8Json.Array(rules, static (json, rule) =>
    {
        json.WriteString("column", rule.Column);
        json.WriteString("operator", rule.Operator);
        if (rule.Value is not null)
        {
            json.WritePropertyName("value");
            WriteValue(json, rule.Value);
        }

        WriteOptional(json, "placement", rule.Placement);
        WriteOptional(json, "aliasPath", rule.AliasPath);
        WriteOptional(json, "function", rule.Function);
    });

    public static byte[] Write(IEnumerable<SortRule> rules) => Utf8Json.Array(rules, static (json, rule) =>
    {
        json.WriteString("column", rule.Column);
        json.WriteString("direction", rule.Direction);
    });

    public static byte[] Write(IEnumerable<AggregationRule> rules) => Utf8Json.Array(rules, static (json, rule) =>
    {
        json.WriteString("column", rule.Column);
        json.WriteString("function", rule.Function);
    });

    public static byte[] Write(IEnumerable<DateBucketRule> rules) => Utf8Json.Array(rules, static (json, rule) =>
    {
        json.WriteString("column", rule.Column);
        json.WriteString("unit", rule.Unit);
        WriteOptional(json, "timeZone", rule.TimeZone);
    });

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case BetweenValue range:
                json.WriteStartObject();
                json.WritePropertyName("from");
                WriteValue(json, range.From);
                json.WritePropertyName("to");
                WriteValue(json, range.To);
                json.WriteEndObject();
                break;
            case RelativeDateValue date:
                json.WriteStartObject();
                json.WriteString("kind", date.Kind);
                if (date.Count is { } count)
                {
                    json.WriteNumber("n", count);
                }

                json.WriteEndObject();
                break;
            case object?[] list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    WriteValue(json, item!);
                }

                json.WriteEndArray();
                break;
            default: WriteNumber(json, value); break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case double number: json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case float number: json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case decimal number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case BigInteger number: json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); break;
            default: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }
}

/// <summary>Formats the values of rules for display: strings are quoted, and the culture has no effect.</summary>
internal static class RuleFormatter
{
    public static string Format(object? value) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''")}'",
        bool flag => flag ? "true" : "false",
        object?[] list => string.Join(", ", list.Select(Format)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
