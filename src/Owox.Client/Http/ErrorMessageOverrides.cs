namespace Owox.Http;

/// <summary>What a refusal means for one kind of call, where that is more than the status tells.</summary>
internal sealed class ErrorMessageOverrides
{
    public static ErrorMessageOverrides Standard { get; } = new();

    /// <summary>Stands in for the sentence about a 401.</summary>
    public string? Unauthorized { get; init; }

    /// <summary>Stands in for the sentence about a 403.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Stands in for the sentence about a 404.</summary>
    public string? NotFound { get; init; }

    public static ErrorMessageOverrides ForExchange(ApiKey key) => new()
    {
        Unauthorized = $"{key.Origin} refused the API key {key.Id}. It is wrong, expired or revoked; the server does not say which. "
            + "Look the key up under Project settings, My API Keys, and create a new one if it is not active.",
        NotFound = $"{key.Origin} has no OWOX Data Marts API. Check the origin in the API key {key.Id}.",
    };

    public static ErrorMessageOverrides ForSignIn(ApiOrigin origin, string email) => new()
    {
        Unauthorized = $"{origin} refused the sign-in of {email}: the e-mail address or the password is wrong.",
        NotFound = $"{origin} has no sign-in by password: it is OWOX Cloud or uses single sign-on. Connect with -RefreshToken or -AccessToken instead.",
    };

    public static ErrorMessageOverrides ForMemberSession(ApiOrigin origin) => new()
    {
        Unauthorized = $"{origin} refused the member's session: it has ended (sessions last 7 days) or was signed out. Sign in again and connect anew.",
        NotFound = $"{origin} issues no access tokens to members' sessions. Check the origin.",
    };
}
