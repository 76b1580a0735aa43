namespace Owox;

/// <summary>Why something failed. The module's error IDs are <c>Owox.</c> followed by one of these; scripts match on them.</summary>
public static class ErrorReason
{
    public const string NoApiKey = nameof(NoApiKey);
    public const string ApiKeyMalformed = nameof(ApiKeyMalformed);
    public const string VariableNotMapped = nameof(VariableNotMapped);
    public const string OriginNotAllowed = nameof(OriginNotAllowed);
    public const string RefreshTokenMalformed = nameof(RefreshTokenMalformed);
    public const string AccessTokenMalformed = nameof(AccessTokenMalformed);
    public const string EnvironmentFileUnreadable = nameof(EnvironmentFileUnreadable);
    public const string NotConnected = nameof(NotConnected);
    public const string ConnectionNotLive = nameof(ConnectionNotLive);
    public const string Unauthorized = nameof(Unauthorized);
    public const string Forbidden = nameof(Forbidden);
    public const string ApiKeyCannotManageKeys = nameof(ApiKeyCannotManageKeys);
    public const string NotFound = nameof(NotFound);
    public const string NotPublished = nameof(NotPublished);
    public const string RequestInvalid = nameof(RequestInvalid);
    public const string RuleInvalid = nameof(RuleInvalid);
    public const string TitleAmbiguous = nameof(TitleAmbiguous);
    public const string PayloadInvalid = nameof(PayloadInvalid);
    public const string ApiPathInvalid = nameof(ApiPathInvalid);
    public const string ApiBodyInvalid = nameof(ApiBodyInvalid);
    public const string RateLimited = nameof(RateLimited);
    public const string ServerError = nameof(ServerError);
    public const string StorageFailed = nameof(StorageFailed);
    public const string UnexpectedResponse = nameof(UnexpectedResponse);
    public const string ConnectionFailed = nameof(ConnectionFailed);
    public const string TlsFailed = nameof(TlsFailed);
    public const string ProxyRefused = nameof(ProxyRefused);
    public const string TimedOut = nameof(TimedOut);
    public const string StreamIncomplete = nameof(StreamIncomplete);
    public const string StreamMalformed = nameof(StreamMalformed);
    public const string RunFailed = nameof(RunFailed);
    public const string RunCanceled = nameof(RunCanceled);
    public const string RunTimedOut = nameof(RunTimedOut);
    public const string PluginUpdateFailed = nameof(PluginUpdateFailed);
    public const string ValueNotConverted = nameof(ValueNotConverted);
    public const string PathInvalid = nameof(PathInvalid);
    public const string StateInvalid = nameof(StateInvalid);
    public const string PathExists = nameof(PathExists);
    public const string FileNotWritten = nameof(FileNotWritten);
<<<<<<< HEAD
    public const string FileNotRead = nameof(FileNotRead);
=======
    public const string SpoolNotWritten = nameof(SpoolNotWritten);
>>>>>>> 5fc1bec (Say so when a slow consumer's rows find no room; append to a CSV whose header holds a line break; allocate next to nothing for each read)
    public const string VaultNotInstalled = nameof(VaultNotInstalled);
    public const string VaultNotFound = nameof(VaultNotFound);
    public const string VaultLocked = nameof(VaultLocked);
    public const string VaultTimedOut = nameof(VaultTimedOut);
    public const string VaultFailed = nameof(VaultFailed);
    public const string SecretNotFound = nameof(SecretNotFound);
    public const string SecretAmbiguous = nameof(SecretAmbiguous);
    public const string SecretTypeUnsupported = nameof(SecretTypeUnsupported);
    public const string SecretExists = nameof(SecretExists);
    public const string ApiKeyNameInvalid = nameof(ApiKeyNameInvalid);
    public const string ApiKeyNameInUse = nameof(ApiKeyNameInUse);
    public const string ExpiryInvalid = nameof(ExpiryInvalid);
    public const string ApiKeyInUse = nameof(ApiKeyInUse);
    public const string RotationIncomplete = nameof(RotationIncomplete);
    public const string RotationRefused = nameof(RotationRefused);
}
