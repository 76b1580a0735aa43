using Microsoft.AspNetCore.Http.Features;

namespace Owox.Sandbox.Http;

internal static class RequestExtensions
{
    /// <summary>The request target as the client sent it, with its query.</summary>
    public static string OriginalUrl(this HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target
            ? target
            : request.Path + request.QueryString.Value;

    public static string OriginalPath(this HttpRequest request)
    {
        var url = request.OriginalUrl();
        var query = url.IndexOf('?', System.StringComparison.Ordinal);
        return query < 0 ? url : url[..query];
    }
}
