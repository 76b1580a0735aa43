using Owox.Errors;
using Owox.Http.Requests;
using Owox.Redaction;

namespace Owox.Http.Errors;

/// <summary>Chooses the exception, the reason and the message for an error response.</summary>
internal static class ApiErrorFactory
{
    // The routes of the Gallery return this instead of 403.
    private const string NoPluginRight = "PLUGIN_PUBLICATION_FORBIDDEN";

    public static OwoxApiException ToException(ApiErrorResponse refusal, ErrorMessageOverrides text) => refusal.StatusCode switch
    {
        >= 400 and < 500 when BlockedReasons(refusal) is { Length: > 0 } reasons => Blocked(refusal, reasons),
        400 when refusal.Code == NoPluginRight => new OwoxPermissionException(ErrorReason.Forbidden, With(refusal, Forbidden(refusal)), refusal),
        401 => new OwoxAuthenticationException(ErrorReason.Unauthorized, With(refusal, text.Unauthorized ?? Unauthorized(refusal)), refusal),
        403 => new OwoxPermissionException(ErrorReason.Forbidden, With(refusal, text.Forbidden ?? Forbidden(refusal)), refusal),
        404 => new OwoxNotFoundException(ErrorReason.NotFound, With(refusal, text.NotFound ?? NotFound(refusal, text)), refusal) { Option = text.NotFoundOption },
        408 => Api(ErrorReason.TimedOut, refusal, "The request timed out on the server. Try again."),
        424 => Api(ErrorReason.StorageFailed, refusal, "The storage of the data mart failed or rejected the request. See the details, and check the credentials of the storage."),
        429 => Api(ErrorReason.RateLimited, refusal, RateLimited(refusal)),
        431 or 414 => Api(ErrorReason.RequestInvalid, refusal, "The request is too long. Specify fewer columns or shorter rules."),
        503 when IsStopping(refusal) => Api(ErrorReason.ServerError, refusal, "The server is shutting down or restarting. Try again later."),
        >= 500 => Api(ErrorReason.ServerError, refusal, "The error occurred on the server. Try again later."),
        >= 400 => BadRequest(refusal, text),
        _ => Api(ErrorReason.UnexpectedResponse, refusal, "Redirects are not followed, so that no other host gets the key. Check the origin."),
    };

    /// <summary>For a change whose error response comes from a proxy, or from a server that timed out. The change may have been made.</summary>
    public static OwoxApiException OutcomeUnknown(ApiErrorResponse refusal, string howToCheck) => new(
        ErrorReason.OutcomeUnknown,
        With(refusal, $"The response to {refusal.Method} {refusal.Path} has status {refusal.StatusCode}. The change may have been made. {howToCheck}"),
        refusal);

    /// <summary>For a response with a success status that cannot be used.</summary>
    public static OwoxApiException Unexpected(ApiRequest request, int status, string what, Exception? inner = null, string? option = null)
    {
        var refusal = new ApiErrorResponse(status, request.Method.Method, request.Path);
        return new OwoxApiException(
            ErrorReason.UnexpectedResponse,
            $"The response to {request.Method.Method} {request.Path} cannot be used: {what}. "
            + (request.IsChange ? $"The change may have been made. {request.HowToCheck} " : "")
            + "Check that the origin is an OWOX Data Marts server of a supported version.",
            refusal,
            inner)
        {
            Option = option,
        };
    }

    private static string[] BlockedReasons(ApiErrorResponse refusal) =>
        refusal.Details is { } details && details.TryGetValue("blockedReasons", out var value) && value is IEnumerable<object?> reasons
            ? [.. reasons.OfType<string>().Select(static reason => ServerTextSanitizer.Sanitize(reason, [])).OfType<string>()]
            : [];

    private static OwoxRunBlockedException Blocked(ApiErrorResponse refusal, string[] reasons) => reasons.Contains(OwoxRunBlockedException.NoLicense, StringComparer.Ordinal)
        ? new(
            ErrorReason.LicenseRequired,
            "The server has no OWOX Data Marts license, so it returns no rows and runs no reports. Ask its administrator to create a license key in the project settings of "
            + "https://app.owox.com and to set it as LICENSE_KEY of the server.",
            refusal,
            reasons)
        : new(ErrorReason.RunBlocked, With(refusal, $"The server blocked the run: {string.Join(", ", reasons)}."), refusal, reasons);

    private static bool IsStopping(ApiErrorResponse refusal) =>
        refusal.Message is { } said && (said.IndexOf("shutting down", StringComparison.OrdinalIgnoreCase) >= 0 || said.IndexOf("restarting", StringComparison.OrdinalIgnoreCase) >= 0);

    private static OwoxApiException BadRequest(ApiErrorResponse refusal, ErrorMessageOverrides text) =>
        text.BadRequestOption?.Invoke(refusal.Message ?? "") is { } option
            ? new(ErrorReason.RequestInvalid, With(refusal, $"{refusal.Method} {refusal.Path} failed with status {refusal.StatusCode}."), refusal) { Option = option }
            : Api(ErrorReason.RequestInvalid, refusal, text.BadRequestRemedy?.Invoke(refusal.Message ?? "") ?? "Correct the request according to the server's message.");

    private static OwoxApiException Api(string reason, ApiErrorResponse refusal, string remedy) =>
        new(reason, With(refusal, $"{refusal.Method} {refusal.Path} failed with status {refusal.StatusCode}. {remedy}"), refusal);

    private static string With(ApiErrorResponse refusal, string sentence) =>
        refusal.Message is null ? sentence : $"{sentence} The server said: {refusal.Message}";

    private static string Unauthorized(ApiErrorResponse refusal) =>
        $"{refusal.Method} {refusal.Path} failed with status 401, even with a new access token. The key may have been revoked or may have expired. "
        + "Connect again with an active key.";

    private static string Forbidden(ApiErrorResponse refusal) =>
        $"{refusal.Method} {refusal.Path} is not allowed ({refusal.StatusCode}) for this connection. "
        + "Ask a project admin to share it with the key's member, or connect with another key.";

    // The message of the server's framework for a path without a route.
    private static string NotFound(ApiErrorResponse refusal, ErrorMessageOverrides text) => refusal.Message?.StartsWith($"Cannot {refusal.Method} /", StringComparison.Ordinal) == true
        ? $"The server does not support {refusal.Method} {refusal.Path} (404). It may be older or newer than the versions that support this request."
        : text.ItemNotFound ?? $"{refusal.Method} {refusal.Path} failed with status 404 (not found). Check the ID, and that it belongs to the connection's project.";

    private static string RateLimited(ApiErrorResponse refusal) => refusal.RetryAfter is { } wait
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

    /// <summary>The option that decides about a 400 with this message of the server; null for none.</summary>
    public Func<string, string?>? BadRequestOption { get; init; }

    /// <summary>Replaces the message for status 404.</summary>
    public string? NotFound { get; init; }

    /// <summary>Replaces the sentence about a 404 of a server that has the route.</summary>
    public string? ItemNotFound { get; init; }

    /// <summary>The option that decides about a 404; null for none.</summary>
    public string? NotFoundOption { get; init; }
}
