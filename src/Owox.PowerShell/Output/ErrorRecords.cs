using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Turns the client's errors into error records: an ID that scripts match on, a category, and what failed.</summary>
internal static class ErrorRecords
{
    private const string IdPrefix = "Owox.";

    public static ErrorRecord From(OwoxException error, object? target) =>
        new(error, IdPrefix + error.Reason, Category(error), target);

    private static ErrorCategory Category(OwoxException error) => error switch
    {
        OwoxConfigurationException => ErrorCategory.InvalidArgument,
        OwoxAuthenticationException => ErrorCategory.AuthenticationError,
        OwoxPermissionException => ErrorCategory.PermissionDenied,
        OwoxNotFoundException => ErrorCategory.ObjectNotFound,
        OwoxConnectionException => ErrorCategory.ConnectionError,
        OwoxStreamException => ErrorCategory.ReadError,
        _ => error.Reason switch
        {
            ErrorReason.RequestInvalid => ErrorCategory.InvalidArgument,
            ErrorReason.RateLimited => ErrorCategory.LimitsExceeded,
            ErrorReason.TimedOut => ErrorCategory.OperationTimeout,
            ErrorReason.UnexpectedResponse => ErrorCategory.ProtocolError,
            _ => ErrorCategory.ResourceUnavailable,
        },
    };
}
