using Owox.Http;

namespace Owox.Authentication;

/// <summary>Gets a fresh access token from the server.</summary>
internal interface ITokenProvider
{
    /// <summary>The API key ID that must travel with the token; null for a member's own token.</summary>
    string? ApiKeyId { get; }

    Task<AccessToken> AcquireTokenAsync(HttpTransport transport, IRequestObserver? observer, CancellationToken cancellationToken);
}
