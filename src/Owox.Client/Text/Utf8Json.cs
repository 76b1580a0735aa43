using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Owox.Text;

/// <summary>Writes JSON as bytes, for the bodies of requests, rules and state files.</summary>
internal static class Utf8Json
{
    // Requests are never embedded in HTML, so only characters that JSON requires to be escaped are escaped. A server measures this length.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Files are not embedded in HTML either.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns an object with the properties that <paramref name="content"/> writes.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> content) => WriteObject(content, Compact);

    /// <summary>Returns an object for a file that users read: one property per line, and only ASCII.</summary>
    public static byte[] IndentedObject(Action<Utf8JsonWriter> content) => WriteObject(content, new JsonWriterOptions { Indented = true });

    /// <summary>Returns an object for a file that users read and compare: one property per line, and text in any language.</summary>
    public static byte[] ReadableObject(Action<Utf8JsonWriter> content) => WriteObject(content, Readable);

    /// <summary>Returns an array with an object for each item.</summary>
    public static byte[] Array<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> content) => Write(
        json =>
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                json.WriteStartObject();
                content(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        },
        Compact);

    /// <summary>Returns the JSON that <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write) => Write(write, Compact);

    /// <summary>The name as it is written between its quotation marks.</summary>
    public static string EscapeName(string name) => JsonEncodedText.Encode(name, Compact.Encoder).ToString();

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static byte[] WriteObject(Action<Utf8JsonWriter> content, JsonWriterOptions options) => Write(
        json =>
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        },
        options);

    private static byte[] Write(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            write(json);
        }

        return stream.ToArray();
    }
}

/// <summary>Converts JSON to strings, numbers, Boolean values, null, arrays and dictionaries.</summary>
internal static class JsonElementConverter
{
    public static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => Text(element),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The items of a list, or null if there is none.</summary>
    public static object?[]? List(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(Value).ToArray() : null;

    /// <summary>The properties of an object, or null if it is not an object.</summary>
    public static IReadOnlyDictionary<string, object?>? TryObject(JsonElement? element) => element is { ValueKind: JsonValueKind.Object } value ? Object(value) : null;

    /// <summary>The value of a string. If it contains an unpaired surrogate, as truncated text may, its JSON notation.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText().Trim('"');
        }
    }

    public static IReadOnlyDictionary<string, object?> Object(JsonElement element)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            values[property.Name] = Value(property.Value);
        }

        return values;
    }
}

/// <summary>
/// Calculates the length of JSON as a server does: in UTF-8, with only the escape sequences that JSON requires. Other escape sequences of the
/// writer, such as those for characters beyond U+FFFF, count as the characters that they represent.
/// </summary>
internal static class JsonLength
{
    private const int EscapeLength = 6;
    private const int LastAlwaysEscaped = 0x1F;

    public static int FromJson(byte[] json)
    {
        var size = 0;
        for (var i = 0; i < json.Length;)
        {
            var (length, counts) = json[i] == '\\' ? Escape(json, i) : (1, 1);
            i += length;
            size += counts;
        }

        return size;
    }

    private static (int Length, int Counts) Escape(byte[] json, int at)
    {
        if (Unit(json, at) is not { } unit)
        {
            return (2, 2);
        }

        if (char.IsHighSurrogate(unit) && Unit(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low))
        {
            return (2 * EscapeLength, 4);
        }

        return (EscapeLength, unit <= LastAlwaysEscaped || char.IsSurrogate(unit) ? EscapeLength : Encoding.UTF8.GetByteCount([unit]));
    }

    // The UTF-16 code unit of an escape sequence such as \u00e9, or null if there is none.
    private static char? Unit(byte[] json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
            ? (char)ushort.Parse(Encoding.ASCII.GetString(json, at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : null;
}
