using Microsoft.AspNetCore.WebUtilities;

namespace Owox.Sandbox.Http;

/// <summary>The shapes of refusal that are live in the API side by side.</summary>
internal static class ApiErrors
{
    /// <summary>The shape of the web framework: a message and the name of the status.</summary>
    public static ApiError Framework(int status, string message, JsonNode? details = null)
    {
        var body = new JsonObject
        {
            ["message"] = message,
            ["error"] = ReasonPhrases.GetReasonPhrase(status),
            ["statusCode"] = status,
        };
        if (details is not null)
        {
            body["details"] = details;
        }

        return new ApiError(status, body);
    }

    /// <summary>The shape of the access guards.</summary>
    public static ApiError Guard(int status, string message) =>
        new(status, new JsonObject { ["statusCode"] = status, ["message"] = message });

    /// <summary>The shape of a broken business rule.</summary>
    public static ApiError Business(string message, string? code = null, JsonNode? details = null)
    {
        // Time and path, which every refusal gets, come before the message here.
        var body = new JsonObject { ["statusCode"] = 400, ["timestamp"] = null, ["path"] = null, ["message"] = message };
        if (code is not null)
        {
            body["code"] = code;
        }

        if (details is not null)
        {
            body["errorDetails"] = details;
        }

        return new ApiError(400, body);
    }

    public static ApiError Validation(IEnumerable<string> messages) => Framework(
        400,
        "Request validation failed",
        new JsonObject
        {
            ["errors"] = new JsonArray([.. messages.Select(message => new JsonObject { ["message"] = message })]),
        });

    public static ApiError OutputControls(IEnumerable<JsonObject> errors) => new(400, new JsonObject
    {
        ["message"] = "Output controls validation failed",
        ["details"] = new JsonObject { ["errors"] = new JsonArray([.. errors]) },
        ["statusCode"] = 400,
    });

    public static ApiError Unauthenticated() => Guard(401, "Authentication failed");

    public static ApiError RoleRequired(string role) => Guard(403, $"Access denied. Required role: {role}");

    public static ApiError EnumExpected() => Framework(400, "Validation failed (enum string is expected)");

    /// <summary>An unexpected failure, without a message.</summary>
    public static ApiError StatusOnly(int status) => new(status, new JsonObject { ["statusCode"] = status });
}
