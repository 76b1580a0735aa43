using System.Text.Encodings.Web;

namespace Owox.Sandbox.Http;

internal static class JsonResponse
{
    public const string ContentType = "application/json; charset=utf-8";

    // The server sends letters as they are, not as \u escapes.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode? node) => node is null ? "null" : node.ToJsonString(Options);

    public static Task WriteAsync(HttpContext context, int status, JsonNode? node) =>
        WriteAsync(context, status, ContentType, Text(node));

    public static async Task WriteAsync(HttpContext context, int status, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    public static Task WriteAsync(HttpContext context, ApiError error, DateTimeOffset now)
    {
        if (error.Body is null)
        {
            context.Response.StatusCode = error.Status;
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        var body = (JsonObject)error.Body.DeepClone();
        body["timestamp"] = Timestamp.Milliseconds(now);
        body["path"] = context.Request.OriginalUrl();
        if (context.Request.Headers["X-Request-Id"].ToString() is { Length: > 0 } requestId)
        {
            body["requestId"] = requestId;
        }

        return WriteAsync(context, error.Status, body);
    }
}
