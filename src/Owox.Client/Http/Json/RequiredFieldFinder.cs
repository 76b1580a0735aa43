using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Owox.Http.Json;

/// <summary>Finds which needed field an answer lacks. Only runs once reading it has failed.</summary>
internal static class RequiredFieldFinder
{
    /// <summary>The path of the field, or null when the fault is another one.</summary>
    public static string? Find(JsonElement root, JsonTypeInfo contract, string? faultPath, string rootPath)
    {
        var element = root;
        var type = contract;
        var path = rootPath;
        foreach (var step in (faultPath ?? "$").Split('.').Skip(1))
        {
            var bracket = step.IndexOf('[');
            var name = bracket < 0 ? step : step.Substring(0, bracket);
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                break;
            }

            path += "." + step;
            type = Next(type, name, bracket >= 0);
            if (bracket >= 0)
            {
                var index = int.Parse(step.Substring(bracket + 1).TrimEnd(']'), CultureInfo.InvariantCulture);
                element = element[index];
            }

            if (type is null)
            {
                return null;
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var missing = type.Properties.FirstOrDefault(p => p.IsRequired && !element.TryGetProperty(p.Name, out _));
        return missing is null ? null : $"{path}.{missing.Name}";
    }

    private static JsonTypeInfo? Next(JsonTypeInfo type, string name, bool isItem)
    {
        var property = type.Properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal));
        var next = property?.PropertyType;
        if (isItem)
        {
            next = next?.GetElementType();
        }

        return next is null ? null : type.Options.GetTypeInfo(next);
    }
}
