using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security.Cryptography;
using System.Text.Json;
using Owox.PowerShell.Binding;
using Owox.Redaction;

namespace Owox.PowerShell.Output;

/// <summary>Converts exceptions to error records with an ID, a category and a target.</summary>
internal static class ErrorRecords
{
    private const string IdPrefix = "Owox.";

    /// <summary>Returns the record of an exception for which <see cref="IsReportable"/> is true.</summary>
    public static ErrorRecord From(Exception exception, object? target)
    {
        var error = exception as OwoxException ?? new OwoxInternalException(exception);
        ErrorAdvice.Add(error);
        return new ErrorRecord(error, IdPrefix + error.Reason, Category(error), error is OwoxRunException run ? run.Run : target);
    }

    /// <summary>Returns the error for an item that a list does not contain.</summary>
    public static ErrorRecord NotFound(string message, string target) =>
        new(new ItemNotFoundException(message), IdPrefix + ErrorReason.NotFound, ErrorCategory.ObjectNotFound, target);

    /// <summary>Returns the record without secrets in its message, its target and the script line.</summary>
    public static ErrorRecord WithoutSecrets(ErrorRecord record, InvocationInfo invocation)
    {
        ErrorLine.Hide(invocation);
        var exception = RedactedException.From(record.Exception)!;
        var target = ErrorTarget.Sanitize(record.TargetObject);
        return ReferenceEquals(exception, record.Exception) && ReferenceEquals(target, record.TargetObject)
            ? record
            : new ErrorRecord(exception, record.FullyQualifiedErrorId, record.CategoryInfo.Category, target);
    }

    /// <summary>Whether a cmdlet reports this exception. Exceptions of PowerShell and of later commands are rethrown.</summary>
    public static bool IsReportable(Exception e) => e is OwoxException || IsUnexpected(e);

    /// <summary>
    /// Whether an error concerns only the item that it occurred for. Other errors, such as a missing connection or an invalid
    /// parameter, would occur for each item.
    /// </summary>
    public static bool IsItemError(OwoxException e) => e switch
    {
        OwoxAuthenticationException => false,
        OwoxFileException { Reason: ErrorReason.AuditLogFailed } => false,
        OwoxApiException or OwoxFileException or OwoxRunException => true,
        OwoxVaultException => e.Reason is not (ErrorReason.VaultNotInstalled or ErrorReason.VaultNotFound or ErrorReason.HomeNotFound or ErrorReason.VaultLocked or ErrorReason.VaultTimedOut or ErrorReason.IdentityNotFound or ErrorReason.IdentityFailed),
        _ => e.Reason is ErrorReason.DataMartNotAllowed or ErrorReason.ApiKeyInUse or ErrorReason.ApiKeyNameInUse or ErrorReason.LicenseKeyNameInUse or ErrorReason.DestinationHasNoSecret or ErrorReason.TitleAmbiguous or ErrorReason.IdInvalid,
    };

    // An exception of .NET that no code expected.
    private static bool IsUnexpected(Exception e) =>
        e is ArgumentException or FormatException or ArithmeticException or InvalidOperationException or NotSupportedException
            or NullReferenceException or InvalidCastException or KeyNotFoundException or IndexOutOfRangeException
            or IOException or InvalidDataException or UnauthorizedAccessException or TimeoutException or CryptographicException or JsonException
        && e is not IContainsErrorRecord;

    private static ErrorCategory Category(OwoxException error) => error switch
    {
        { Reason: ErrorReason.ApiKeyCannotManageKeys } => ErrorCategory.PermissionDenied,
        { Reason: ErrorReason.ApiKeyNameInUse or ErrorReason.LicenseKeyNameInUse or ErrorReason.CredentialTitleInUse } => ErrorCategory.ResourceExists,
        { Reason: ErrorReason.CredentialDefinitionNotFound } => ErrorCategory.ObjectNotFound,
        { Reason: ErrorReason.OutcomeUnknown } => ErrorCategory.ConnectionError,
        { Reason: ErrorReason.ResponseTooLarge } => ErrorCategory.LimitsExceeded,
        OwoxConfigurationException => ErrorCategory.InvalidArgument,
        OwoxAccessException => ErrorCategory.PermissionDenied,
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
            ErrorReason.SecretRejected => ErrorCategory.AuthenticationError,
            ErrorReason.TimedOut => ErrorCategory.OperationTimeout,
            ErrorReason.UnexpectedResponse or ErrorReason.NewApiKeyInvalid or ErrorReason.NewLicenseKeyInvalid => ErrorCategory.ProtocolError,
            _ => ErrorCategory.ResourceUnavailable,
        },
    };

    private static ErrorCategory OfFile(string reason) => reason switch
    {
        ErrorReason.PathExists => ErrorCategory.ResourceExists,
        ErrorReason.FileReadFailed or ErrorReason.FileNotVerified => ErrorCategory.ReadError,
        _ => ErrorCategory.WriteError,
    };

    private static ErrorCategory OfVault(string reason) => reason switch
    {
        ErrorReason.VaultNotInstalled => ErrorCategory.NotInstalled,
        ErrorReason.VaultNotFound or ErrorReason.SecretNotFound or ErrorReason.HomeNotFound => ErrorCategory.ObjectNotFound,
        ErrorReason.VaultLocked or ErrorReason.IdentityNotFound or ErrorReason.IdentityFailed => ErrorCategory.AuthenticationError,
        ErrorReason.VaultAccessDenied => ErrorCategory.PermissionDenied,
        ErrorReason.VaultTimedOut => ErrorCategory.OperationTimeout,
        ErrorReason.SecretTypeUnsupported => ErrorCategory.InvalidType,
        ErrorReason.SecretNameInvalid => ErrorCategory.InvalidArgument,
        ErrorReason.MaskFailed => ErrorCategory.WriteError,
        ErrorReason.SecretAmbiguous => ErrorCategory.InvalidResult,
        ErrorReason.SecretExists or ErrorReason.SecretNameReserved => ErrorCategory.ResourceExists,
        ErrorReason.RotationIncomplete or ErrorReason.RotationConflict or ErrorReason.DestinationSecretNotStored => ErrorCategory.OperationStopped,
        ErrorReason.RotationNotPossible or ErrorReason.SecretNotPreserved => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.ResourceUnavailable,
    };
}

/// <summary>
/// The target object of an error record: text without secrets, single values, and objects of this module. Other objects, such as the payload
/// of a run, may contain secrets, so only their type is returned.
/// </summary>
internal static class ErrorTarget
{
    public static object? Sanitize(object? target) => PSValue.Unwrap(target) switch
    {
        null => null,
        string text => Text(text),
        string[] texts => texts.Select(Text).ToArray(),
        Uri address => Text(address.OriginalString),
        IConvertible or Guid => target,
        { } own when own.GetType().Assembly.GetName().Name?.StartsWith("Owox.", StringComparison.Ordinal) == true => Own(own),
        { } other => (other is PSObject ? typeof(PSCustomObject) : other.GetType()).FullName,
    };

    private static object Own(object target) => target.ToString() is { } text && ServerTextSanitizer.Redact(text, []) is var masked && masked != text ? masked : target;

    // The user information and the query of a URI can contain secrets with any name.
    private static string Text(string text)
    {
        var shown = text;
        if (shown.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var end = shown.IndexOfAny(['?', '#'], scheme);
            shown = end < 0 ? shown : shown.Substring(0, end);
            var (start, at) = (scheme + "://".Length, shown.LastIndexOf('@'));
            shown = at < start ? shown : shown.Remove(start, at + 1 - start);
        }

        return ServerTextSanitizer.Redact(shown, []);
    }
}

/// <summary>The script line in the position of an error record. It can contain a secret.</summary>
internal static class ErrorLine
{
    /// <summary>Removes secrets from the line in the error records of this invocation.</summary>
    public static void Hide(InvocationInfo invocation)
    {
        var (line, number) = (invocation.Line, invocation.ScriptLineNumber);
        if (string.IsNullOrEmpty(line) || KnownSecrets.Redact(line) is not { } masked || masked == line)
        {
            return;
        }

        ScriptPosition At(int column) => new(invocation.ScriptName, number, column, masked);
        invocation.DisplayScriptPosition = new ScriptExtent(At(1), At(masked.Length + 1));
    }
}
