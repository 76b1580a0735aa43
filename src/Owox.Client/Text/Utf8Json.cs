using System.Text.Encodings.Web;
using System.Text.Json;

namespace Owox.Text;

/// <summary>Writes JSON as the bytes of a request's body.</summary>
internal static class Utf8Json
{
    // Bodies are never part of a page: only JSON's own marks are escaped, which is what a server measures.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with what <paramref name="content"/> writes into it.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> content) => Write(json =>
    {
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
    });

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        return stream.ToArray();
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, System.Collections.Generic.IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
