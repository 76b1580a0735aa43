using Owox.Errors;
using Owox.Http;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Text;

namespace Owox.Authentication;

/// <summary>Requests an access token from the server.</summary>
internal interface ITokenProvider
{
    /// <summary>The API key ID that must be sent with the token; null for a member's own token.</summary>
    string? ApiKeyId { get; }

    Task<AccessToken> AcquireTokenAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken);
}

/// <summary>Returns the access token that the user specified. The token cannot be renewed.</summary>
internal sealed class StaticTokenProvider(string token, Func<DateTimeOffset> clock) : ITokenProvider
{
    private int _given;

    public string? ApiKeyId => null;

    public Task<AccessToken> AcquireTokenAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
        {
            return Task.FromResult(new AccessToken(token, clock(), lifetime: null));
        }

        var response = new ApiErrorResponse(401, "GET", "/");
        throw new OwoxAuthenticationException(
            ErrorReason.Unauthorized,
            $"{transport.Origin} rejected the access token. It is invalid or has expired (an access token is valid for an hour), and an access token cannot be renewed without other credentials.",
            response)
        {
            Option = ErrorOption.AccessToken,
        };
    }
}

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
        using var document = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        if (SessionCookie.FromResponse(response) is { } renewed)
        {
            Volatile.Write(ref _cookie, renewed);
        }

        return TokenResponse.Read(document.RootElement, asked, request);
    }

    private static ErrorMessageOverrides Messages(ApiOrigin origin) => new()
    {
        Unauthorized = $"{origin} rejected the member's session. It has expired (after 7 days) or was signed out. Sign in again, then connect again.",
        NotFound = $"{origin} does not issue access tokens for the sessions of members. Check the origin.",
    };
}

/// <summary>Exchanges an API key for an access token.</summary>
internal sealed class ApiKeyTokenProvider(ApiKey key, Func<DateTimeOffset> clock) : ITokenProvider
{
    private const string ExchangePath = "/api/auth/api-keys/exchange";

    public string? ApiKeyId => key.Id;

    public async Task<AccessToken> AcquireTokenAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var asked = clock();
        var request = ApiRequest.WithJson(HttpMethod.Post, ExchangePath, Body()) with
        {
            IsChange = false,
            ApiKeyId = key.Id,
            Secrets = [key.Secret],
        };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await ErrorResponseReader.EnsureSuccessAsync(response, request, Messages(), cancellationToken).ConfigureAwait(false);
        using var document = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return TokenResponse.Read(document.RootElement, asked, request);
    }

    private ErrorMessageOverrides Messages() => new()
    {
        Unauthorized = $"{key.Origin} rejected the API key {key.Id}. The key is invalid, expired or revoked; the server does not report which. "
            + "Find the key under Project settings, My API Keys, and create a new one if it is not active.",
        NotFound = $"{key.Origin} does not have the API of OWOX Data Marts. Check the origin in the API key {key.Id}.",
    };

    private byte[] Body() => Utf8Json.Object(json => json.WriteString("apiKeySecret", key.Secret));
}
