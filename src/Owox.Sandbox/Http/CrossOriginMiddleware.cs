namespace Owox.Sandbox.Http;

/// <summary>What browsers of other sites may do; the sign-in routes have rules of their own.</summary>
internal static class CrossOriginMiddleware
{
    public static Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        if (!context.Request.Path.StartsWithSegments("/api", System.StringComparison.Ordinal))
        {
            return next(context);
        }

        if (context.Request.Headers.Origin.Count > 0)
        {
            headers.Vary = "Origin";
            headers.AccessControlAllowCredentials = "true";
        }

        if (!HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers.AccessControlRequestMethod.Count == 0)
        {
            return next(context);
        }

        headers.AccessControlAllowMethods = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
        headers.AccessControlAllowHeaders = "content-type,authorization,x-owox-authorization";
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
