using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Owox.Client.Tests.Support;

/// <summary>Compares recorded JSON with the object that was read from it. No field may be lost.</summary>
internal static class Recorded
{
    /// <summary>Returns the recorded fields that the object does not contain with the same value.</summary>
    /// <param name="json">The recorded JSON.</param>
    /// <param name="item">The object that was read from it.</param>
    /// <param name="elsewhere">Fields whose content has another name in the object.</param>
    public static IReadOnlyList<string> Lost(JsonElement json, ApiModel item, params string[] elsewhere) =>
        [.. json.EnumerateObject().Where(field => !elsewhere.Contains(field.Name, StringComparer.Ordinal)).SelectMany(field => Lost(field, item))];

    private static IEnumerable<string> Lost(JsonProperty field, ApiModel item)
    {
        if (item.AdditionalProperties.ContainsKey(field.Name))
        {
            return [];
        }

        return FindProperty(item.GetType(), field.Name) is { } property
            ? Differences(field.Name, field.Value, property.GetValue(item))
            : [$"{field.Name} is nowhere"];
    }

    private static PropertyInfo? FindProperty(Type type, string field) =>
        type.GetProperty(char.ToUpperInvariant(field[0]) + field[1..], BindingFlags.Public | BindingFlags.Instance)
        ?? Array.Find(type.GetProperties(), property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name == field);

    private static IEnumerable<string> Differences(string path, JsonElement json, object? value) => (json.ValueKind, value) switch
    {
        (JsonValueKind.Null, null or Array { Length: 0 }) => [],
        (JsonValueKind.Object, IReadOnlyDictionary<string, object?> fields) =>
            json.EnumerateObject().Where(field => !fields.ContainsKey(field.Name)).Select(field => $"{path}.{field.Name} is nowhere"),
        (JsonValueKind.Object, ApiModel nested) => Lost(json, nested).Select(lost => $"{path}.{lost}"),
        (JsonValueKind.Array, Array list) when list.Length == json.GetArrayLength() =>
            list.Cast<object?>().SelectMany((item, index) => Differences($"{path}[{index}]", json[index], item)),
        (JsonValueKind.String, DateTimeOffset moment) => Same(path, json.GetDateTimeOffset() == moment, value),
        (JsonValueKind.String, string text) => Same(path, json.GetString() == text, value),
        (JsonValueKind.True or JsonValueKind.False, bool flag) => Same(path, json.GetBoolean() == flag, value),
        (JsonValueKind.Number, double number) => Same(path, json.GetDouble().Equals(number), value),
        (JsonValueKind.Number, int or long) => Same(path, json.GetInt64() == Convert.ToInt64(value, CultureInfo.InvariantCulture), value),
        _ => [$"{path} is {value ?? "null"}"],
    };

    private static IEnumerable<string> Same(string path, bool isSame, object? value) => isSame ? [] : [$"{path} is {value}"];
}
