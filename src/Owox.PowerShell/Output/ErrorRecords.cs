using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Turns the client's errors into error records: an ID that scripts match on, a category, and what failed.</summary>
internal static class ErrorRecords
{
    private const string IdPrefix = "Owox.";

    public static ErrorRecord From(OwoxException error, object? target) =>
        new(error, IdPrefix + error.Reason, Category(error), error is OwoxRunException run ? run.Run : target);

    private static ErrorCategory Category(OwoxException error) => error switch
    {
        { Reason: ErrorReason.ApiKeyCannotManageKeys } => ErrorCategory.PermissionDenied,
        { Reason: ErrorReason.ApiKeyNameInUse } => ErrorCategory.ResourceExists,
        OwoxConfigurationException => ErrorCategory.InvalidArgument,
        OwoxVaultException => OfVault(error.Reason),
        OwoxAuthenticationException => ErrorCategory.AuthenticationError,
        OwoxPermissionException => ErrorCategory.PermissionDenied,
        OwoxNotFoundException => ErrorCategory.ObjectNotFound,
        OwoxConnectionException => ErrorCategory.ConnectionError,
        OwoxStreamException => ErrorCategory.ReadError,
        OwoxConversionException => ErrorCategory.InvalidData,
        OwoxRunFailedException => ErrorCategory.InvalidResult,
        OwoxRunCanceledException => ErrorCategory.OperationStopped,
        OwoxRunTimedOutException => ErrorCategory.OperationTimeout,
        OwoxFileException => OfFile(error.Reason),
        _ => error.Reason switch
        {
            ErrorReason.RequestInvalid => ErrorCategory.InvalidArgument,
            ErrorReason.RateLimited => ErrorCategory.LimitsExceeded,
            ErrorReason.TimedOut => ErrorCategory.OperationTimeout,
            ErrorReason.UnexpectedResponse => ErrorCategory.ProtocolError,
            _ => ErrorCategory.ResourceUnavailable,
        },
    };

    private static ErrorCategory OfFile(string reason) => reason switch
    {
        ErrorReason.PathExists => ErrorCategory.ResourceExists,
        ErrorReason.FileNotRead => ErrorCategory.ReadError,
        _ => ErrorCategory.WriteError,
    };

    private static ErrorCategory OfVault(string reason) => reason switch
    {
        ErrorReason.VaultNotInstalled => ErrorCategory.NotInstalled,
        ErrorReason.VaultNotFound or ErrorReason.SecretNotFound => ErrorCategory.ObjectNotFound,
        ErrorReason.VaultLocked => ErrorCategory.AuthenticationError,
        ErrorReason.VaultTimedOut => ErrorCategory.OperationTimeout,
        ErrorReason.SecretTypeUnsupported => ErrorCategory.InvalidType,
        ErrorReason.SecretAmbiguous => ErrorCategory.InvalidResult,
        ErrorReason.SecretExists => ErrorCategory.ResourceExists,
        ErrorReason.RotationIncomplete => ErrorCategory.OperationStopped,
        ErrorReason.RotationRefused => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.ResourceUnavailable,
    };
}
