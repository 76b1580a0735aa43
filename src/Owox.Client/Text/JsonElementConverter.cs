using System.Text.Json;

namespace Owox.Text;

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
