using Microsoft.AspNetCore.Http.Features;

namespace Owox.Sandbox.Http;

/// <summary>Reads a body like the web framework: JSON or a form, at most 2 MiB.</summary>
internal static class RequestBody
{
    private const int MaximumBytes = 2 * 1024 * 1024;

    /// <summary>Returns the body, or null if there is no body.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > MaximumBytes)
        {
            throw TooLarge();
        }

        var type = request.ContentType ?? string.Empty;
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return new JsonObject((await request.ReadFormAsync()).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.ToString())));
        }

        var bytes = await ReadBytesAsync(request);
        return bytes.Length > 0 && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) ? Parse(bytes) : null;
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaximumBytes)
            {
                throw TooLarge();
            }
        }

        return buffer.ToArray();
    }

    private static JsonNode? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            throw ApiErrors.Framework(400, "Unexpected end of JSON input");
        }
    }

    private static ApiError TooLarge() => ApiErrors.Guard(413, "Request body too large");
}

internal static class RequestExtensions
{
    /// <summary>Returns the request target with its query, as the client sent it.</summary>
    public static string OriginalUrl(this HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target ? target : request.Path + request.QueryString.Value;

    public static string OriginalPath(this HttpRequest request) => request.OriginalUrl().Split('?')[0];

    /// <summary>Whether a test controls the sandbox. Such requests are not logged, and faults do not affect them.</summary>
    public static bool IsControl(this HttpRequest request) => request.Path.StartsWithSegments("/sandbox", StringComparison.Ordinal);
}
