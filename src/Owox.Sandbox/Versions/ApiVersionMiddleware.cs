namespace Owox.Sandbox.Versions;

/// <summary>Makes of each answer what a server of another version would say. Refusals and rows stay as they are.</summary>
internal sealed class ApiVersionMiddleware(ApiVersion version)
{
    private const string Rows = "/api/external/http-data/";

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.OriginalPath();
        if (version == ApiVersion.Current || ControlPaths.Contains(context.Request))
        {
            await next(context);
        }
        else if (version == ApiVersion.Older && OlderVersion.Lacks(path))
        {
            throw ApiErrors.Framework(404, $"Cannot {context.Request.Method} {context.Request.OriginalUrl()}");
        }
        else if (version == ApiVersion.Future && path == FutureVersion.NewRoute)
        {
            await JsonResponse.WriteAsync(context, 200, FutureVersion.NewAnswer);
        }
        else if (path.StartsWith(Rows, StringComparison.Ordinal))
        {
            await next(context);
        }
        else
        {
            await RewriteAsync(context, next);
        }
    }

    private async Task RewriteAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.ContentType == JsonResponse.ContentType && kept.Length > 0)
        {
            var answer = JsonNode.Parse(kept.ToArray());
            await JsonResponse.WriteAsync(context, context.Response.StatusCode, version == ApiVersion.Older ? OlderVersion.Of(answer) : FutureVersion.Of(answer));
        }
        else
        {
            kept.Position = 0;
            await kept.CopyToAsync(body, context.RequestAborted);
        }
    }
}
