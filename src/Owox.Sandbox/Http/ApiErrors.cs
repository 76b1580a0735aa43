using Microsoft.AspNetCore.WebUtilities;

namespace Owox.Sandbox.Http;

/// <summary>An error response in the format of the API.</summary>
internal sealed class ApiError(int status, JsonObject? body = null) : Exception(body?["message"]?.ToString() ?? "error")
{
    public static void ThrowIf(bool condition, Func<ApiError> create)
    {
        if (condition)
        {
            throw create();
        }
    }

    /// <summary>Creates the response. Every error response with a body contains the time and the path.</summary>
    public ApiResponse ToResponse(HttpRequest request, DateTimeOffset now)
    {
        if (body is null)
        {
            return ApiResponse.Empty with { Status = status };
        }

        // Errors of business rules already contain the time, and no request ID.
        var requestId = body.ContainsKey("timestamp") ? null : request.Headers["X-Request-Id"].ToString();
        var complete = body.DeepClone().AsObject();
        complete["timestamp"] = Timestamp.Milliseconds(now);
        complete["path"] = request.OriginalUrl();
        return ApiResponse.Json(status, complete.With("requestId", requestId is "" ? null : requestId));
    }
}

/// <summary>The different formats of error responses of the API.</summary>
internal static class ApiErrors
{
    /// <summary>The format of the web framework: a message and the name of the status.</summary>
    public static ApiError Framework(int status, string message, JsonNode? details = null) => new(
        status,
        new JsonObject { ["message"] = message, ["error"] = ReasonPhrases.GetReasonPhrase(status), ["statusCode"] = status }.With("details", details));

    /// <summary>The format of the access guards.</summary>
    public static ApiError Guard(int status, string message) =>
        new(status, new JsonObject { ["statusCode"] = status, ["message"] = message });

    /// <summary>The format for a violated business rule, in which the time and the path precede the message.</summary>
    public static ApiError Business(string message, string? code = null, JsonNode? details = null) => new(
        400,
        new JsonObject { ["statusCode"] = 400, ["timestamp"] = null, ["path"] = null, ["message"] = message }.With("code", code).With("errorDetails", details));

    public static ApiError Validation(IEnumerable<string> messages) => Framework(
        400, "Request validation failed", new JsonObject { ["errors"] = messages.Select(message => new JsonObject { ["message"] = message }).ToJsonArray() });

    public static ApiError OutputControls(IEnumerable<JsonObject> errors, string message = "") => new(400, new JsonObject
    {
        ["message"] = "Output controls validation failed" + (message.Length > 0 ? $".{message}" : ""),
        ["details"] = new JsonObject { ["errors"] = errors.ToJsonArray() },
        ["statusCode"] = 400,
    });

    public static ApiError RoleRequired(string role) => Guard(403, $"Access denied. Required role: {role}");

    /// <summary>An unexpected failure, without a message.</summary>
    public static ApiError StatusOnly(int status) => new(status, new JsonObject { ["statusCode"] = status });
}
