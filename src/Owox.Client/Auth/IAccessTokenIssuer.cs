using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox.Auth;

/// <summary>Gets a fresh access token from the server.</summary>
internal interface IAccessTokenIssuer
{
    /// <summary>The API key ID that must travel with the token; null for a member's own token.</summary>
    string? ApiKeyId { get; }

    Task<AccessToken> IssueAsync(ApiTransport transport, ICallObserver? observer, CancellationToken cancellationToken);
}
