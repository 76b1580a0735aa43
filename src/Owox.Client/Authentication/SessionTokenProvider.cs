using Owox.Http;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;

namespace Owox.Authentication;

/// <summary>Gets access tokens from a member's session.</summary>
internal sealed class SessionTokenProvider(SessionCookie cookie, Func<DateTimeOffset> clock) : ITokenProvider
{
    private const string Path = "/auth/access-token";

    private SessionCookie _cookie = cookie;

    public string? ApiKeyId => null;

    public SessionCookie Cookie => Volatile.Read(ref _cookie);

    public async Task<AccessToken> AcquireTokenAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var asked = clock();
        var request = new ApiRequest(HttpMethod.Get, Path) { Cookie = Cookie.Header, Secrets = [Cookie.Value] };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await ErrorResponseReader.EnsureSuccessAsync(response, request, Messages(transport.Origin), cancellationToken).ConfigureAwait(false);
        using var answer = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        if (SessionCookie.FromAnswer(response) is { } renewed)
        {
            Volatile.Write(ref _cookie, renewed);
        }

        return TokenResponse.Read(answer.RootElement, asked, request);
    }

    private static ErrorMessageOverrides Messages(ApiOrigin origin) => new()
    {
        Unauthorized = $"{origin} refused the member's session: it has ended (sessions last 7 days) or was signed out. Sign in again, then connect again.",
        NotFound = $"{origin} issues no access tokens to members' sessions. Check the origin.",
    };
}
