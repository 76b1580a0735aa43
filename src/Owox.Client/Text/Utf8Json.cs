using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Owox.Text;

/// <summary>Writes JSON as bytes: the bodies of requests, rules and state files.</summary>
internal static class Utf8Json
{
    // Requests are never part of a page: only what JSON itself requires is escaped, which is what a server measures.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with what <paramref name="content"/> writes into it.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> content) => WriteObject(content, Compact);

    /// <summary>The same for a file that people read: each property on a line, and only ASCII.</summary>
    public static byte[] IndentedObject(Action<Utf8JsonWriter> content) => WriteObject(content, new JsonWriterOptions { Indented = true });

    /// <summary>An array with an object for each item.</summary>
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

    /// <summary>What <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write) => Write(write, Compact);

    /// <summary>A name as it is between its quotation marks.</summary>
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

/// <summary>Turns JSON into plain values: text, numbers, booleans, null, arrays and dictionaries.</summary>
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

    /// <summary>A string's text; where half a character stands in it, as in text that was cut, its JSON notation.</summary>
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
/// Measures JSON as a server does: in UTF-8, with nothing escaped but JSON's own marks. What the writer escapes beyond that
/// (characters past U+FFFF above all) counts as the characters that it stands for.
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

    // The UTF-16 unit of an escape like \u00e9; null where none stands.
    private static char? Unit(byte[] json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
            ? (char)ushort.Parse(Encoding.ASCII.GetString(json, at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : null;
}
