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
