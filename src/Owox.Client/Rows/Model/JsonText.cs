using System.Text.Json;

namespace Owox;

/// <summary>An object or array inside a row, as the server sent it.</summary>
/// <param name="Json">The JSON.</param>
public sealed record JsonText(string Json)
{
    /// <summary>Returns the bytes of a Buffer of Node.js, such as <c>{"type":"Buffer","data":[1,2]}</c>, or null if it is something else.</summary>
    public byte[]? ReadBuffer()
    {
        using var document = JsonDocument.Parse(Json);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } buffer
            || !buffer.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("Buffer")
            || !buffer.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var bytes = new byte[data.GetArrayLength()];
        var count = 0;
        foreach (var item in data.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetByte(out bytes[count++]))
            {
                return null;
            }
        }

        return bytes;
    }
}
