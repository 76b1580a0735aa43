using Owox.Errors;
using Owox.Redaction;

namespace Owox;

/// <summary>The server returned an error response, or a response that this client cannot use.</summary>
public class OwoxApiException : OwoxException
{
    internal OwoxApiException(string reason, string message, ApiErrorResponse response, Exception? inner = null)
        : base(reason, message, inner)
    {
        StatusCode = response.StatusCode;
        Code = response.Code;
        ServerMessage = response.Message;
        Details = response.Details;
        RequestId = response.RequestId;
        Method = response.Method;
        RequestPath = KnownSecrets.Redact(response.Path);
        RetryAfter = response.RetryAfter;
    }

    /// <summary>The HTTP status, for example 404.</summary>
    public int StatusCode { get; }

    /// <summary>The error code of the server, such as <c>STORAGE_READ_FAILED</c>, or null if the response has none.</summary>
    public string? Code { get; }

    /// <summary>The error message of the server, or null if the response has none.</summary>
    public string? ServerMessage { get; }

    /// <summary>Additional details from the response: strings, numbers, Boolean values, lists and dictionaries, or null if there are none.</summary>
    public IReadOnlyDictionary<string, object?>? Details { get; }

    /// <summary>The ID of the request in the log of the server.</summary>
    public string? RequestId { get; }

    /// <summary>The HTTP method of the request.</summary>
    public string Method { get; }

    /// <summary>The path of the request, without its query.</summary>
    public string RequestPath { get; }

    /// <summary>How long the server asked to wait before a retry, or null if it did not.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>The server rejected the credential (401). The response does not distinguish an invalid, an expired and a revoked credential.</summary>
public sealed class OwoxAuthenticationException : OwoxApiException
{
    internal OwoxAuthenticationException(string reason, string message, ApiErrorResponse response)
        : base(reason, message, response)
    {
    }
}

/// <summary>The server accepted the credential, but the account lacks the permission (403).</summary>
public sealed class OwoxPermissionException : OwoxApiException
{
    internal OwoxPermissionException(string reason, string message, ApiErrorResponse response)
        : base(reason, message, response)
    {
    }
}

/// <summary>The requested object does not exist or is not published (404).</summary>
public sealed class OwoxNotFoundException : OwoxApiException
{
    internal OwoxNotFoundException(string reason, string message, ApiErrorResponse response)
        : base(reason, message, response)
    {
    }
}

/// <summary>The server does not run reports or return rows, for a reason that does not depend on the request, such as a missing license.</summary>
public sealed class OwoxRunBlockedException : OwoxApiException
{
    /// <summary>The reason on a self-managed server (0.32 and later) without a license key.</summary>
    internal const string NoLicense = "LICENSE_REQUIRED";

    internal OwoxRunBlockedException(string reason, string message, ApiErrorResponse response, IReadOnlyList<string> blockedReasons)
        : base(reason, message, response) =>
        BlockedReasons = blockedReasons;

    /// <summary>The codes of the reasons, such as <c>LICENSE_REQUIRED</c>.</summary>
    public IReadOnlyList<string> BlockedReasons { get; }
}
