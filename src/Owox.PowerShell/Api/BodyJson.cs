using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Api;

/// <summary>Writes the body of a call: JSON text as it is, objects as the JSON that says the same.</summary>
internal static class BodyJson
{
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="OwoxConfigurationException">It cannot be told as JSON; nothing was sent.</exception>
    public static byte[] Serialize(object? body)
    {
        if (PSValue.UnwrapForJson(body) is string text)
        {
            return Checked(text);
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            Write(json, body, "$", 0);
        }

        return stream.ToArray();
    }

    public static OwoxConfigurationException Invalid(string what, Exception? inner = null) => new(
        ErrorReason.ApiBodyInvalid, $"The body cannot be sent: {what}. Give a hashtable, an object, an array, or JSON text.", inner);

    private static byte[] Checked(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Strict.GetBytes(text);
        }
        catch (JsonException e)
        {
            throw Invalid($"the text is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})", e);
        }
        catch (ArgumentException e)
        {
            throw Invalid("the text holds half a character", e);
        }
    }

    private static void Write(Utf8JsonWriter json, object? given, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Invalid($"it is more than {MaxDepth} levels deep, or holds itself");
        }

        switch (PSValue.UnwrapForJson(given))
        {
            case null: json.WriteNullValue(); break;
            case string text: WriteText(json, text, path); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case SwitchParameter flag: json.WriteBooleanValue(flag); break;
            case SecureString: throw Invalid($"{path} is a SecureString, which is never converted automatically. Pass its text explicitly");
            case ScriptBlock: throw Invalid($"{path} is a script block");
            case Enum name: json.WriteStringValue(name.ToString()); break;
            case IDictionary table: WriteTable(json, table, path, depth); break;
            case PSObject { BaseObject: PSCustomObject } made: WriteProperties(json, made, path, depth); break;
            case IEnumerable list: WriteList(json, list, path, depth); break;
            case var value when IsPlain(value): WriteText(json, (string)RuleValue.Normalize(value is Uri or Version ? value.ToString() : value)!, path); break;
            case var value when IsNumber(value): json.WriteRawValue(Number(value, path)); break;
            case var value: WriteProperties(json, PSObject.AsPSObject(value), path, depth); break;
        }
    }

    private static bool IsPlain(object value) => value is char or DateTime or DateTimeOffset or Guid or Uri or Version;

    private static bool IsNumber(object value) =>
        value is BigInteger || Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string Number(object value, string path) => value switch
    {
        double number when double.IsNaN(number) || double.IsInfinity(number) => throw Invalid($"{path} is a number that JSON does not have"),
        float number when float.IsNaN(number) || float.IsInfinity(number) => throw Invalid($"{path} is a number that JSON does not have"),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => throw Invalid($"{path} is no value"),
    };

    private static void WriteText(Utf8JsonWriter json, string text, string path) => json.WriteStringValue(FormatInteger(text, path));

    // The writer would put a replacement character there, and say nothing.
    private static string FormatInteger(string text, string path)
    {
        try
        {
            _ = Strict.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException e)
        {
            throw Invalid($"{path} holds half a character", e);
        }
    }

    private static void WriteTable(Utf8JsonWriter json, IDictionary table, string path, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in table)
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            json.WritePropertyName(FormatInteger(name, path));
            Write(json, entry.Value, $"{path}.{name}", depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, PSObject given, string path, int depth)
    {
        json.WriteStartObject();
        foreach (var property in given.Properties.Where(static p => p.IsGettable))
        {
            json.WritePropertyName(FormatInteger(property.Name, path));
            Write(json, Value(property, path), $"{path}.{property.Name}", depth + 1);
        }

        json.WriteEndObject();
    }

    private static object? Value(PSPropertyInfo property, string path)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException e)
        {
            throw Invalid($"{path}.{property.Name} cannot be read ({e.Message})", e);
        }
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable list, string path, int depth)
    {
        json.WriteStartArray();
        var i = 0;
        foreach (var item in list)
        {
            Write(json, item, $"{path}[{i++}]", depth + 1);
        }

        json.WriteEndArray();
    }
}
