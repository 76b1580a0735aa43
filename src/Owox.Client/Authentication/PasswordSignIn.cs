using Owox.Http;
using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Text;

namespace Owox.Authentication;

/// <summary>Signs a member in and out with a password, where the deployment has that.</summary>
internal static class PasswordSignIn
{
    private const string SignInPath = "/auth/better-auth/sign-in/email";
    private const string SignOutPath = "/auth/better-auth/sign-out";

    // Signing in too often is refused for some seconds, and a server that is restarted takes no sign-in: both are worth the wait,
    // and have no effect. Nothing else is tried twice.
    private static readonly RetryRules RetryOnRateLimit = new([429, 503], ConnectionErrors: false);

    public static async Task<SessionCookie> SignInAsync(
        HttpTransport transport, string email, string password, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, SignInPath, Body(email, password)) with { IsChange = false, Secrets = [password], Retry = RetryOnRateLimit };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await ErrorResponseReader.EnsureSuccessAsync(response, request, Messages(transport.Origin, email), cancellationToken).ConfigureAwait(false);
        return SessionCookie.FromAnswer(response)
            ?? throw ApiErrorFactory.Unexpected(request, (int)response.StatusCode, "it sets no session cookie");
    }

    public static async Task SignOutAsync(
        HttpTransport transport, SessionCookie cookie, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, SignOutPath, [(byte)'{', (byte)'}']) with
        {
            IsChange = false,
            Cookie = cookie.Header,
            SendOriginHeader = true,
            Secrets = [cookie.Value],
            Retry = RetryRules.Never,
        };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await ErrorResponseReader.EnsureSuccessAsync(response, request, null, cancellationToken).ConfigureAwait(false);
    }

    private static ErrorMessageOverrides Messages(ApiOrigin origin, string email) => new()
    {
        Unauthorized = $"{origin} refused the sign-in of {email}: the e-mail address or the password is wrong.",
        NotFound = $"{origin} has no sign-in by password: it is OWOX Cloud or uses single sign-on. Connect with -RefreshToken or -AccessToken instead.",
    };

    private static byte[] Body(string email, string password) => Utf8Json.Object(json =>
    {
        json.WriteString("email", email);
        json.WriteString("password", password);
    });
}
