using System.Text.Encodings.Web;

namespace Owox.Sandbox.Http;

/// <summary>The response of a route.</summary>
internal sealed record ApiResponse(int Status, string? ContentType, string Text)
{
    public const string JsonType = "application/json; charset=utf-8";

    // The server does not escape letters.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiResponse NoContent { get; } = new(204, null, string.Empty);

    /// <summary>200 without a body.</summary>
    public static ApiResponse Empty { get; } = new(200, null, string.Empty);

    public static ApiResponse Ok(JsonNode? body) => Json(200, body);

    public static ApiResponse Created(JsonNode? body) => Json(201, body);

    public static ApiResponse Json(int status, JsonNode? body) => new(status, JsonType, Serialize(body));

    public static string Serialize(JsonNode? node) => node is null ? "null" : node.ToJsonString(Options);

    public Task WriteAsync(HttpContext context)
    {
        // The bytes are UTF-8, also if the content type of a fault names another encoding.
        IResult result = ContentType is null ? TypedResults.StatusCode(Status) : TypedResults.Text(Encoding.UTF8.GetBytes(Text), ContentType, Status);
        return result.ExecuteAsync(context);
    }
}

internal static class JsonDocuments
{
    /// <summary>Sets a field unless the value is null, and returns the document.</summary>
    public static JsonObject With(this JsonObject document, string name, JsonNode? value)
    {
        if (value is not null)
        {
            document[name] = value;
        }

        return document;
    }

    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray ToJsonArray(this IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)item)]);
}
