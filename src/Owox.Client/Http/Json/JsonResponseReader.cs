using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Text;

namespace Owox.Http.Json;

/// <summary>Reads a JSON response. The error for a missing field contains its path.</summary>
internal static class JsonResponseReader
{
    public static async Task<JsonDocument> ReadDocumentAsync(HttpResponseMessage response, ApiRequest request)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is null || !type.EndsWith("json", System.StringComparison.OrdinalIgnoreCase))
        {
            throw ApiErrorFactory.Unexpected(request, (int)response.StatusCode, $"its content type is '{type ?? "none"}', not JSON");
        }

        var bytes = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        Surrogates.Repair(bytes);
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw ApiErrorFactory.Unexpected(request, (int)response.StatusCode, $"it is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})");
        }
    }

    public static T Bind<T>(JsonElement element, JsonTypeInfo<T> contract, ApiRequest request, string path = "$")
        where T : class
    {
        try
        {
            return element.Deserialize(contract) ?? throw MissingField(request, path);
        }
        catch (JsonException e)
        {
            throw RequiredFieldFinder.Find(element, contract, e.Path, path) is { } missing
                ? MissingField(request, missing)
                : ApiErrorFactory.Unexpected(request, 200, $"its field {path}{e.Path?.TrimStart('$')} has an unexpected value or type");
        }
    }

    public static T[] BindArray<T>(JsonElement element, JsonTypeInfo<T> contract, ApiRequest request)
        where T : class
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw ApiErrorFactory.Unexpected(request, 200, "it is not a list");
        }

        var items = new T[element.GetArrayLength()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Bind(element[i], contract, request, $"$[{i}]");
        }

        return items;
    }

    public static OwoxApiException MissingField(ApiRequest request, string path) =>
        ApiErrorFactory.Unexpected(request, 200, $"it lacks the field {path}");
}

/// <summary>Finds the required field that a response lacks, after reading it has failed.</summary>
internal static class RequiredFieldFinder
{
    /// <summary>The path of the field, or null if the error is another one.</summary>
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
