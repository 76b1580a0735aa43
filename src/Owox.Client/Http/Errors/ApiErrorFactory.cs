using Owox.Errors;
using Owox.Http.Requests;
using Owox.Redaction;

namespace Owox.Http.Errors;

/// <summary>Chooses the exception, the reason and the message for an error response.</summary>
internal static class ApiErrorFactory
{
    // The routes of the Gallery return this instead of 403.
    private const string NoPluginRight = "PLUGIN_PUBLICATION_FORBIDDEN";

    public static OwoxApiException ToException(ApiErrorResponse response, ErrorMessageOverrides text) => response.StatusCode switch
    {
        >= 400 and < 500 when BlockedReasons(response) is { Length: > 0 } reasons => Blocked(response, reasons),
        400 when response.Code == NoPluginRight => new OwoxPermissionException(ErrorReason.Forbidden, With(response, Forbidden(response)), response),
        401 => new OwoxAuthenticationException(ErrorReason.Unauthorized, With(response, text.Unauthorized ?? Unauthorized(response)), response),
        403 => new OwoxPermissionException(ErrorReason.Forbidden, With(response, text.Forbidden ?? Forbidden(response)), response),
        404 => new OwoxNotFoundException(ErrorReason.NotFound, With(response, text.NotFound ?? NotFound(response, text)), response)
        {
            Option = text.NotFoundOption ?? (IsMissingRoute(response) ? null : text.ItemNotFoundOption),
        },
        408 => Api(ErrorReason.TimedOut, response, "The request timed out on the server. Try again."),
        424 => Api(ErrorReason.StorageFailed, response, "The storage of the data mart failed or rejected the request. See the details, and check the credentials of the storage."),
        429 => Api(ErrorReason.RateLimited, response, RateLimited(response)),
        431 or 414 => Api(ErrorReason.RequestInvalid, response, "The request is too long. Specify fewer columns or shorter rules."),
        503 when IsShuttingDown(response) => Api(ErrorReason.ServerError, response, "The server is shutting down or restarting. Try again later."),
        >= 500 => Api(ErrorReason.ServerError, response, text.ServerErrorRemedy ?? "The error occurred on the server. Try again later."),
        >= 400 => BadRequest(response, text),
        _ => Api(ErrorReason.UnexpectedResponse, response, "Redirects are not followed, so that no other host gets the key. Check the origin."),
    };

    /// <summary>For a change whose error response comes from a proxy, or from a server that timed out. The change may have been made.</summary>
    public static OwoxApiException OutcomeUnknown(ApiErrorResponse response, string howToCheck) => new(
        ErrorReason.OutcomeUnknown,
        With(response, $"The response to {response.Method} {response.Path} has status {response.StatusCode}. The change may have been made. {howToCheck}"),
        response);

    /// <summary>For a response with a success status that cannot be used.</summary>
    public static OwoxApiException Unexpected(ApiRequest request, int status, string what, Exception? inner = null, string? option = null)
    {
        var response = new ApiErrorResponse(status, request.Method.Method, request.Path);
        return new OwoxApiException(
            ErrorReason.UnexpectedResponse,
            $"The response to {request.Method.Method} {request.Path} cannot be used: {what}. "
            + (request.IsChange ? $"The change may have been made. {request.HowToCheck} " : "")
            + "Check that the origin is an OWOX Data Marts server of a supported version.",
            response,
            inner)
        {
            Option = option,
        };
    }

    private static string[] BlockedReasons(ApiErrorResponse response) =>
        response.Details is { } details && details.TryGetValue("blockedReasons", out var value) && value is IEnumerable<object?> reasons
            ? [.. reasons.OfType<string>().Select(static reason => ServerTextSanitizer.Sanitize(reason, [])).OfType<string>()]
            : [];

    private static OwoxRunBlockedException Blocked(ApiErrorResponse response, string[] reasons) => reasons.Contains(OwoxRunBlockedException.NoLicense, StringComparer.Ordinal)
        ? new(
            ErrorReason.LicenseRequired,
            "The server has no OWOX Data Marts license, so it returns no rows and runs no reports until its administrator creates a license key in the project settings of "
            + "https://app.owox.com and sets it as LICENSE_KEY of the server.",
            response,
            reasons)
        : new(ErrorReason.RunBlocked, With(response, $"The server blocked the run: {string.Join(", ", reasons)}."), response, reasons);

    private static bool IsShuttingDown(ApiErrorResponse response) =>
        response.Message is { } message && (message.IndexOf("shutting down", StringComparison.OrdinalIgnoreCase) >= 0 || message.IndexOf("restarting", StringComparison.OrdinalIgnoreCase) >= 0);

    private static OwoxApiException BadRequest(ApiErrorResponse response, ErrorMessageOverrides text) =>
        text.BadRequestOption?.Invoke(response.Message ?? "") is { } option
            ? new(ErrorReason.RequestInvalid, With(response, $"{response.Method} {response.Path} failed with status {response.StatusCode}."), response) { Option = option }
            : Api(ErrorReason.RequestInvalid, response, text.BadRequestRemedy?.Invoke(response.Message ?? "") ?? "Correct the request according to the server's message.");

    private static OwoxApiException Api(string reason, ApiErrorResponse response, string remedy) =>
        new(reason, With(response, $"{response.Method} {response.Path} failed with status {response.StatusCode}. {remedy}"), response);

    private static string With(ApiErrorResponse response, string sentence) =>
        response.Message is null ? sentence : $"{sentence} Server message: {response.Message}";

    private static string Unauthorized(ApiErrorResponse response) =>
        $"The server rejected {response.Method} {response.Path} (401), even with a new access token. Connect again with an active API key or a new member session.";

    private static string Forbidden(ApiErrorResponse response) =>
        $"This connection does not have permission for {response.Method} {response.Path} ({response.StatusCode}). "
        + "Ask a project admin for access, or connect as a member who has it.";

    // The message of the server's framework for a path without a route.
    private static bool IsMissingRoute(ApiErrorResponse response) =>
        response.Message?.StartsWith($"Cannot {response.Method} /", StringComparison.Ordinal) == true;

    private static string NotFound(ApiErrorResponse response, ErrorMessageOverrides text) => IsMissingRoute(response)
        ? $"The server does not support {response.Method} {response.Path} (404). {text.MissingRoute ?? "It may be older or newer than the versions that support this request."}"
        : text.ItemNotFound ?? $"{response.Method} {response.Path} was not found (404). Check the ID, and that it belongs to the connection's project.";

    private static string RateLimited(ApiErrorResponse response) => response.RetryAfter is { } wait
        ? $"Too many requests. Wait {wait.TotalSeconds:0} s, as the server requires, then try again."
        : "Too many requests. Wait a minute, then try again.";
}

/// <summary>Messages of error responses for one kind of request, if the status alone is not specific enough.</summary>
internal sealed class ErrorMessageOverrides
{
    public static ErrorMessageOverrides Standard { get; } = new();

    /// <summary>Replaces the message for status 401.</summary>
    public string? Unauthorized { get; init; }

    /// <summary>Replaces the message for status 403.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Returns the remedy for status 400 with this message of the server; null for the default.</summary>
    public Func<string, string?>? BadRequestRemedy { get; init; }

    /// <summary>The option that decides about a 400 with this message of the server, or null for none.</summary>
    public Func<string, string?>? BadRequestOption { get; init; }

    /// <summary>Replaces the message for status 404.</summary>
    public string? NotFound { get; init; }

    /// <summary>Replaces the sentence about a 404 of a server that has the route.</summary>
    public string? ItemNotFound { get; init; }

    /// <summary>The option that decides about a 404 of a server that has the route, or null for none.</summary>
    public string? ItemNotFoundOption { get; init; }

    /// <summary>Replaces the sentence about the versions for a 404 of a server that does not have the route.</summary>
    public string? MissingRoute { get; init; }

    /// <summary>Replaces the remedy for a status of 500 or more.</summary>
    public string? ServerErrorRemedy { get; init; }

    /// <summary>The option that decides about a 404, or null for none.</summary>
    public string? NotFoundOption { get; init; }
}
