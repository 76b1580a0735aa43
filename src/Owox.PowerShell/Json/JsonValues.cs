using System.Text.Json;
using Owox.Conversion;
using Owox.Text;

namespace Owox.PowerShell.Json;

/// <summary>Compares JSON by its meaning: the order of fields, escape sequences and the notation of a number do not matter.</summary>
internal static class JsonValues
{
    // JsonElement.DeepEquals is not available in PowerShell 7.4.
    public static bool AreEqual(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && one.ValueKind switch
    {
        JsonValueKind.Object => AreEqualObjects(one, other),
        JsonValueKind.Array => one.GetArrayLength() == other.GetArrayLength() && one.EnumerateArray().Zip(other.EnumerateArray(), AreEqual).All(static same => same),
        JsonValueKind.Number => DecimalParser.AreEqual(one.GetRawText(), other.GetRawText()),
        JsonValueKind.String => JsonElementConverter.Text(one) == JsonElementConverter.Text(other),
        _ => true,
    };

    private static bool AreEqualObjects(JsonElement one, JsonElement other)
    {
        var fields = one.EnumerateObject().ToArray();
        return fields.Length == other.EnumerateObject().Count()
            && Array.TrueForAll(fields, field => other.TryGetProperty(field.Name, out var value) && AreEqual(field.Value, value));
    }
}
