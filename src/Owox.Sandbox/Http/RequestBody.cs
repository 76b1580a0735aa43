using Microsoft.AspNetCore.Http.Features;

namespace Owox.Sandbox.Http;

/// <summary>Reads a body like the web framework: JSON or a form, at most 2 MiB.</summary>
internal static class RequestBody
{
    private const int MaximumBytes = 2 * 1024 * 1024;

    /// <summary>Returns the body, or null if there is no body.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        ApiError.ThrowIf(request.ContentLength > MaximumBytes, TooLarge);
        if (request.HasFormContentType)
        {
            return new JsonObject((await request.ReadFormAsync()).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.ToString())));
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        ApiError.ThrowIf(body.Length > MaximumBytes, TooLarge);
        try
        {
            return body.Length > 0 && request.HasJsonContentType() ? JsonNode.Parse(body.ToArray()) : null;
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
