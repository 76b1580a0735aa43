using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Rules;
using Owox.Text;

namespace Owox.PowerShell.Json;

/// <summary>Turns what people write in PowerShell (hashtables, objects, lists, JSON text) into JSON.</summary>
internal static class ObjectJson
{
    private const int Deepest = 64;

    /// <summary>The JSON of a value; text at the top is JSON already.</summary>
    /// <exception cref="JsonException">The text is no JSON, or a value has no form in JSON.</exception>
    public static JsonElement Serialize(object? value)
    {
        var json = PSValue.Unwrap(value) is string text
            ? System.Text.Encoding.UTF8.GetBytes(text)
            : Utf8Json.Write(writer => Write(writer, value, 0));
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, object? given, int depth)
    {
        if (depth > Deepest)
        {
            throw new JsonException($"it is nested more than {Deepest} levels deep, or holds itself");
        }

        switch (PSValue.Unwrap(given))
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateTime date: json.WriteStringValue(DateText.From(date)); break;
            case DateTimeOffset date: json.WriteStringValue(DateText.From(date)); break;
            case string or char or Guid: json.WriteStringValue((string)RuleValue.Normalize(PSValue.Unwrap(given))!); break;
            case IFormattable day when RuleValue.IsDay(day): json.WriteStringValue((string)RuleValue.Normalize(day)!); break;
            case Enum or Uri or Version: json.WriteStringValue(PSValue.Unwrap(given)!.ToString()); break;
            case IDictionary table: WriteTable(json, table, depth); break;
            case PSObject custom: WriteObject(json, custom, depth); break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or decimal or BigInteger:
                json.WriteRawValue(Convert.ToString(PSValue.Unwrap(given), CultureInfo.InvariantCulture)!); break;
            case float single: WriteNumber(json, single); break;
            case double number: WriteNumber(json, number); break;
            case IEnumerable list: WriteList(json, list, depth); break;
            case var other: throw new JsonException($"a {other.GetType().Name} has no form in JSON");
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw new JsonException($"{number.ToString(CultureInfo.InvariantCulture)} has no form in JSON");
        }

        json.WriteNumberValue(number);
    }

    private static void WriteTable(Utf8JsonWriter json, IDictionary table, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in table)
        {
            json.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
            Write(json, entry.Value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, PSObject custom, int depth)
    {
        json.WriteStartObject();
        foreach (var property in custom.Properties.Where(static p => p.MemberType == PSMemberTypes.NoteProperty))
        {
            json.WritePropertyName(property.Name);
            Write(json, property.Value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable list, int depth)
    {
        json.WriteStartArray();
        foreach (var item in list)
        {
            Write(json, item, depth + 1);
        }

        json.WriteEndArray();
    }
}
