using Owox.Errors;
using Owox.Http;

namespace Owox.Authentication;

/// <summary>Gives the access token that a person handed over, which nothing here can renew.</summary>
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

        var refusal = new ApiErrorResponse(401, "GET", "/");
        throw new OwoxAuthenticationException(
            ErrorReason.Unauthorized,
            $"{transport.Origin} refused the access token: it is wrong, or its hour is over, and an access token alone cannot be renewed. Connect again with a new one, or with -RefreshToken or -Credential, which renew by themselves.",
            refusal);
    }
}
