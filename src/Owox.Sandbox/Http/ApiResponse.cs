namespace Owox.Sandbox.Http;

/// <summary>What a route answers when it does not refuse.</summary>
internal sealed record ApiResponse(int Status, string? ContentType, string Text)
{
    public static ApiResponse NoContent { get; } = new(204, null, string.Empty);

    /// <summary>200 without a body: how the framework sends "nothing found" of an optional resource.</summary>
    public static ApiResponse Empty { get; } = new(200, null, string.Empty);

    public static ApiResponse Ok(JsonNode? body) => Json(200, body);

    public static ApiResponse Created(JsonNode? body) => Json(201, body);

    public static ApiResponse Json(int status, JsonNode? body) => new(status, JsonResponse.ContentType, JsonResponse.Text(body));

    public Task WriteAsync(HttpContext context)
    {
        if (ContentType is not null)
        {
            return JsonResponse.WriteAsync(context, Status, ContentType, Text);
        }

        context.Response.StatusCode = Status;
        if (Status != 204)
        {
            context.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }
}
