using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Security;
using System.Text;
using System.Text.Json;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Rules;
using Owox.Text;

namespace Owox.PowerShell.Json;

/// <summary>Writes PowerShell values (hashtables, objects, lists) as JSON. A string is treated as JSON text.</summary>
internal sealed class PSObjectJsonWriter
{
    private const int MaxDepth = 64;

    private readonly Func<object, string> _formatDate;

    private PSObjectJsonWriter(Func<object, string> formatDate) => _formatDate = formatDate;

    /// <summary>Returns the JSON of a value. Dates are converted to UTC, as in filters.</summary>
    /// <exception cref="JsonException">
    /// The string is not valid JSON (<see cref="JsonException.LineNumber"/> is set), or a value cannot be represented in JSON.
    /// </exception>
    public static byte[] Serialize(object? value) => new PSObjectJsonWriter(static date => (string)RuleValue.Normalize(date)!).ToBytes(value);

    /// <summary>Returns the JSON of a value. Dates keep their offset.</summary>
    /// <inheritdoc cref="Serialize" path="/exception"/>
    public static byte[] SerializeWithOffsets(object? value) =>
        new PSObjectJsonWriter(static date => date is DateTime time ? DateText.From(time) : DateText.From((DateTimeOffset)date)).ToBytes(value);

    private byte[] ToBytes(object? value) => PSValue.UnwrapForJson(value) is string text
        ? Validate(text)
        : Utf8Json.Write(json => Write(json, value, "$", 0));

    private static byte[] Validate(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return StrictUtf8.Encoding.GetBytes(text);
        }
        catch (ArgumentException e)
        {
            throw new JsonException("the string contains an unpaired surrogate", e);
        }
    }

    private void Write(Utf8JsonWriter json, object? given, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JsonException($"it is nested more than {MaxDepth} levels deep, or it contains a circular reference");
        }

        switch (PSValue.UnwrapForJson(given))
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(EnsureValid(text, path)); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case SwitchParameter flag: json.WriteBooleanValue(flag); break;
            case SecureString: throw new JsonException($"{path} is a SecureString, which is never converted automatically. Specify its text explicitly");
            case ScriptBlock: throw new JsonException($"{path} is a ScriptBlock, which JSON cannot represent");
            case Enum name: json.WriteStringValue(name.ToString()); break;
            case IDictionary table: WriteTable(json, table, path, depth); break;
            case PSObject { BaseObject: PSCustomObject } custom: WriteProperties(json, custom, path, depth); break;
            case IEnumerable list: WriteList(json, list, path, depth); break;
            case Uri or Version: json.WriteStringValue(EnsureValid(PSValue.Unwrap(given)!.ToString()!, path)); break;
            case DateTime or DateTimeOffset: json.WriteStringValue(_formatDate(PSValue.Unwrap(given)!)); break;
            case char or Guid: json.WriteStringValue(EnsureValid((string)RuleValue.Normalize(given)!, path)); break;
            case IFormattable number when IsNumber(number): json.WriteRawValue(FormatNumber(number, path)); break;
            case var other: WriteProperties(json, PSObject.AsPSObject(other), path, depth); break;
        }
    }

    private static bool IsNumber(object value) =>
        value is BigInteger || Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string FormatNumber(IFormattable value, string path)
    {
        if (value is double or float && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && (double.IsNaN(number) || double.IsInfinity(number)))
        {
            throw new JsonException($"{path} is {number.ToString(CultureInfo.InvariantCulture)}, which JSON cannot represent");
        }

        return value.ToString(value is double or float ? "R" : null, CultureInfo.InvariantCulture);
    }

    // The JSON writer would replace an unpaired surrogate without an error.
    private static string EnsureValid(string text, string path)
    {
        try
        {
            _ = StrictUtf8.Encoding.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException e)
        {
            throw new JsonException($"{path} contains an unpaired surrogate", e);
        }
    }

    private void WriteTable(Utf8JsonWriter json, IDictionary table, string path, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in table)
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            json.WritePropertyName(EnsureValid(name, path));
            Write(json, entry.Value, $"{path}.{name}", depth + 1);
        }

        json.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter json, PSObject given, string path, int depth)
    {
        json.WriteStartObject();
        foreach (var property in given.Properties.Where(static property => property.IsGettable))
        {
            json.WritePropertyName(EnsureValid(property.Name, path));
            Write(json, GetValue(property, path), $"{path}.{property.Name}", depth + 1);
        }

        json.WriteEndObject();
    }

    private static object? GetValue(PSPropertyInfo property, string path)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException e)
        {
            throw new JsonException($"{path}.{property.Name} cannot be read ({e.Message})", e);
        }
    }

    private void WriteList(Utf8JsonWriter json, IEnumerable list, string path, int depth)
    {
        json.WriteStartArray();
        var index = 0;
        foreach (var item in list)
        {
            Write(json, item, $"{path}[{index++}]", depth + 1);
        }

        json.WriteEndArray();
    }
}
