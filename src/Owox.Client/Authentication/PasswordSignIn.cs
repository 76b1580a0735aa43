using Owox.Http;
using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Text;

namespace Owox.Authentication;

/// <summary>Signs a member in with a password, and out again, if the deployment supports it.</summary>
internal static class PasswordSignIn
{
    private const string SignInPath = "/auth/better-auth/sign-in/email";
    private const string SignOutPath = "/auth/better-auth/sign-out";

    // These two are temporary and have no effect on the server: the rate limit of sign-ins, and a server that is restarting. No other error
    // is retried.
    private static readonly RetryRules RetryOnRateLimit = new([429, 503], ConnectionErrors: false);

    public static async Task<SessionCookie> SignInAsync(
        HttpTransport transport, string email, string password, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, SignInPath, Body(email, password)) with { IsChange = false, Secrets = [password], Retry = RetryOnRateLimit };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await ErrorResponseReader.EnsureSuccessAsync(response, request, Messages(transport.Origin, email), cancellationToken).ConfigureAwait(false);
        return SessionCookie.FromResponse(response)
            ?? throw ApiErrorFactory.Unexpected(request, (int)response.StatusCode, "it does not set a session cookie");
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
        Unauthorized = $"{origin} rejected the sign-in of {email}. The e-mail address or the password is wrong.",
        NotFound = $"{origin} does not support sign-in with a password. It is OWOX Cloud or uses single sign-on.",
        NotFoundOption = ErrorOption.PasswordSignIn,
    };

    private static byte[] Body(string email, string password) => Utf8Json.Object(json =>
    {
        json.WriteString("email", email);
        json.WriteString("password", password);
    });
}

/// <summary>The cookie that identifies the session of a member.</summary>
internal sealed class SessionCookie
{
    private const string PlainName = "refreshToken";
    private const string SecureName = "__Secure-refreshToken";

    private SessionCookie(string header, string value)
    {
        KnownSecrets.Add(value);
        Header = header;
        Value = value;
    }

    /// <summary>The value of the Cookie header.</summary>
    public string Header { get; }

    /// <summary>The value of the cookie. It is secret.</summary>
    public string Value { get; }

    /// <summary>Creates a cookie from a value that a user specified. The name of the cookie can be omitted.</summary>
    public static SessionCookie FromValue(string value, ApiOrigin origin)
    {
        var bare = CopiedKeyCleaner.Trim(value).TrimEnd(';');
        foreach (var name in new[] { SecureName + "=", PlainName + "=" })
        {
            if (bare.StartsWith(name, StringComparison.Ordinal))
            {
                bare = bare.Substring(name.Length);
            }
        }

        if (CopiedKeyCleaner.Problem(value, bare, static c => c is > ' ' and <= '~' and not (';' or ',' or '"' or '\\')) is { } problem)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RefreshTokenMalformed,
                $"The refresh token is malformed: {problem}. Copy only the value of the cookie '{PlainName}' from the browser.");
        }

        return new SessionCookie(
            origin.Uri.Scheme == "https" ? $"{SecureName}={bare}; {PlainName}={bare}" : $"{PlainName}={bare}", bare);
    }

    /// <summary>The cookie that a response sets, or null if it sets none.</summary>
    public static SessionCookie? FromResponse(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies))
        {
            return null;
        }

        var pairs = cookies.Select(static cookie => cookie.Split(';')[0].Trim());
        var pair = pairs.FirstOrDefault(static p =>
            p.StartsWith(PlainName + "=", StringComparison.Ordinal) || p.StartsWith(SecureName + "=", StringComparison.Ordinal));
        var value = pair?.Substring(pair.IndexOf('=') + 1);
        return string.IsNullOrEmpty(value) ? null : new SessionCookie(pair!, value!);
    }
}
