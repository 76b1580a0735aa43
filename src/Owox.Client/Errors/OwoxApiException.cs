using Owox.Errors;

namespace Owox;

/// <summary>The server answered, and the answer was a refusal or not what this client can use.</summary>
public class OwoxApiException : OwoxException
{
    internal OwoxApiException(string reason, string message, ApiErrorResponse refusal, Exception? inner = null)
        : base(reason, message, inner)
    {
        StatusCode = refusal.StatusCode;
        Code = refusal.Code;
        ServerMessage = refusal.Message;
        Details = refusal.Details;
        RequestId = refusal.RequestId;
        Method = refusal.Method;
        RequestPath = refusal.Path;
        RetryAfter = refusal.RetryAfter;
    }

    /// <summary>The HTTP status, for example 404.</summary>
    public int StatusCode { get; }

    /// <summary>The server's own error code, such as <c>STORAGE_READ_FAILED</c>; null when it gave none.</summary>
    public string? Code { get; }

    /// <summary>The server's own words; null when the body held none.</summary>
    public string? ServerMessage { get; }

    /// <summary>What the server said beside its message, as plain values; null when it said nothing.</summary>
    public IReadOnlyDictionary<string, object?>? Details { get; }

    /// <summary>The ID under which the server's log knows the request.</summary>
    public string? RequestId { get; }

    /// <summary>The HTTP method of the request.</summary>
    public string Method { get; }

    /// <summary>The path of the request, without its query.</summary>
    public string RequestPath { get; }

    /// <summary>How long the server asked to wait before another try; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>The server refused the credential (401). It does not tell a wrong key from an expired or a revoked one.</summary>
public sealed class OwoxAuthenticationException : OwoxApiException
{
    internal OwoxAuthenticationException(string reason, string message, ApiErrorResponse refusal)
        : base(reason, message, refusal)
    {
    }
}

/// <summary>The server knows who asks and does not allow it (403).</summary>
public sealed class OwoxPermissionException : OwoxApiException
{
    internal OwoxPermissionException(string reason, string message, ApiErrorResponse refusal)
        : base(reason, message, refusal)
    {
    }
}

/// <summary>What was asked for is not there, or is not published (404).</summary>
public sealed class OwoxNotFoundException : OwoxApiException
{
    internal OwoxNotFoundException(string reason, string message, ApiErrorResponse refusal)
        : base(reason, message, refusal)
    {
    }
}

/// <summary>The server does not run reports or return rows, for a reason that no change of the request removes, such as a missing license.</summary>
public sealed class OwoxRunBlockedException : OwoxApiException
{
    /// <summary>The reason of a self-managed server (0.32 and later) that has no license key.</summary>
    internal const string NoLicense = "LICENSE_REQUIRED";

    internal OwoxRunBlockedException(string reason, string message, ApiErrorResponse refusal, IReadOnlyList<string> blockedReasons)
        : base(reason, message, refusal) =>
        BlockedReasons = blockedReasons;

    /// <summary>The server's names of the reasons, such as <c>LICENSE_REQUIRED</c>.</summary>
    public IReadOnlyList<string> BlockedReasons { get; }
}
