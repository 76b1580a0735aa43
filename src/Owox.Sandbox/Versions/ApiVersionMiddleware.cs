namespace Owox.Sandbox.Versions;

/// <summary>Changes each response to another version of the API. Error responses and rows do not change.</summary>
internal static class ApiVersionMiddleware
{
    public static async Task RunAsync(HttpContext context, ApiVersion version, RequestDelegate next)
    {
        var path = context.Request.OriginalPath();
        ApiError.ThrowIf(version == ApiVersion.Older && !context.Request.IsControl() && OlderVersion.Lacks(path), () =>
            ApiErrors.Framework(404, $"Cannot {context.Request.Method} {context.Request.OriginalUrl()}"));
        var isStream = path.StartsWith("/api/external/http-data/", StringComparison.Ordinal);
        if (isStream && version >= ApiVersion.V035)
        {
            context.Response.OnStarting(() => Task.FromResult(context.Response.Headers.CacheControl = "private, no-store, max-age=0"));
        }

        if (version == ApiVersion.Future && path == FutureVersion.NewRoute)
        {
            await ApiResponse.Ok(FutureVersion.NewResponse).WriteAsync(context);
        }
        else if (version == ApiVersion.V031 || context.Request.IsControl() || isStream)
        {
            await next(context);
        }
        else
        {
            await RewriteAsync(context, version, path, next);
        }
    }

    private static async Task RewriteAsync(HttpContext context, ApiVersion version, string path, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.ContentType == ApiResponse.JsonType && buffer.Length > 0)
        {
            var response = JsonNode.Parse(buffer.ToArray());
            response = version == ApiVersion.Older ? OlderVersion.Change(response)
                : context.Response.StatusCode < StatusCodes.Status400BadRequest ? Version035.Change(response, path) : response;
            response = version == ApiVersion.Future ? FutureVersion.Change(response) : response;
            await ApiResponse.Json(context.Response.StatusCode, response).WriteAsync(context);
        }
        else
        {
            buffer.Position = 0;
            await buffer.CopyToAsync(body, context.RequestAborted);
        }
    }
}
