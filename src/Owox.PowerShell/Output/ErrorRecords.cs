using System.Management.Automation;
using System.Security.Cryptography;
using System.Text.Json;
using Owox.Redaction;

namespace Owox.PowerShell.Output;

/// <summary>Turns the client's errors into error records: an ID that scripts match on, a category, and what failed.</summary>
internal static class ErrorRecords
{
    private const string IdPrefix = "Owox.";

    public static ErrorRecord From(OwoxException error, object? target) =>
        new(error, IdPrefix + error.Reason, Category(error), error is OwoxRunException run ? run.Run : target);

    /// <summary>The same record, without secrets in its message, its target and the line of the script that it shows.</summary>
    public static ErrorRecord WithoutSecrets(ErrorRecord record, InvocationInfo invocation)
    {
        ErrorLine.Hide(invocation);
        var exception = RedactedException.From(record.Exception)!;
        var target = ErrorTarget.Sanitize(record.TargetObject);
        return ReferenceEquals(exception, record.Exception) && ReferenceEquals(target, record.TargetObject)
            ? record
            : new ErrorRecord(exception, record.FullyQualifiedErrorId, record.CategoryInfo.Category, target);
    }

    /// <summary>Whether it is an exception of .NET that no code expected. Those of the engine and of later commands pass.</summary>
    public static bool IsRaw(Exception e) =>
        e is ArgumentException or FormatException or ArithmeticException or InvalidOperationException or NotSupportedException
            or NullReferenceException or InvalidCastException or KeyNotFoundException or IndexOutOfRangeException
            or IOException or InvalidDataException or UnauthorizedAccessException or TimeoutException or CryptographicException or JsonException
        && e is not IContainsErrorRecord;

    private static ErrorCategory Category(OwoxException error) => error switch
    {
        { Reason: ErrorReason.ApiKeyCannotManageKeys } => ErrorCategory.PermissionDenied,
        { Reason: ErrorReason.ApiKeyNameInUse } => ErrorCategory.ResourceExists,
        { Reason: ErrorReason.OutcomeUnknown } => ErrorCategory.ConnectionError,
        { Reason: ErrorReason.ResponseTooLarge } => ErrorCategory.LimitsExceeded,
        OwoxConfigurationException => ErrorCategory.InvalidArgument,
        OwoxVaultException => OfVault(error.Reason),
        OwoxAuthenticationException => ErrorCategory.AuthenticationError,
        OwoxPermissionException => ErrorCategory.PermissionDenied,
        OwoxRunBlockedException => ErrorCategory.NotEnabled,
        OwoxNotFoundException => ErrorCategory.ObjectNotFound,
        OwoxConnectionException => ErrorCategory.ConnectionError,
        OwoxStreamException => ErrorCategory.ReadError,
        OwoxConversionException => ErrorCategory.InvalidData,
        OwoxRunFailedException => ErrorCategory.InvalidResult,
        OwoxRunCanceledException => ErrorCategory.OperationStopped,
        OwoxRunTimedOutException => ErrorCategory.OperationTimeout,
        OwoxInternalException => ErrorCategory.NotSpecified,
        OwoxFileException => OfFile(error.Reason),
        _ => error.Reason switch
        {
            ErrorReason.RequestInvalid => ErrorCategory.InvalidArgument,
            ErrorReason.RateLimited => ErrorCategory.LimitsExceeded,
            ErrorReason.TimedOut => ErrorCategory.OperationTimeout,
            ErrorReason.UnexpectedResponse or ErrorReason.NewApiKeyInvalid => ErrorCategory.ProtocolError,
            _ => ErrorCategory.ResourceUnavailable,
        },
    };

    private static ErrorCategory OfFile(string reason) => reason switch
    {
        ErrorReason.PathExists => ErrorCategory.ResourceExists,
        ErrorReason.FileNotRead or ErrorReason.FileNotVerified => ErrorCategory.ReadError,
        _ => ErrorCategory.WriteError,
    };

    private static ErrorCategory OfVault(string reason) => reason switch
    {
        ErrorReason.VaultNotInstalled => ErrorCategory.NotInstalled,
        ErrorReason.VaultNotFound or ErrorReason.SecretNotFound or ErrorReason.HomeNotFound => ErrorCategory.ObjectNotFound,
        ErrorReason.VaultLocked => ErrorCategory.AuthenticationError,
        ErrorReason.VaultTimedOut => ErrorCategory.OperationTimeout,
        ErrorReason.SecretTypeUnsupported => ErrorCategory.InvalidType,
        ErrorReason.SecretNameInvalid => ErrorCategory.InvalidArgument,
        ErrorReason.SecretAmbiguous => ErrorCategory.InvalidResult,
        ErrorReason.SecretExists => ErrorCategory.ResourceExists,
        ErrorReason.RotationIncomplete or ErrorReason.RotationConflict => ErrorCategory.OperationStopped,
        ErrorReason.RotationRefused or ErrorReason.SecretNotPreserved => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.ResourceUnavailable,
    };
}
