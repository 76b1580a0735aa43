using System.Net;
using Owox.Http.Requests;

namespace Owox.Sessions;

/// <summary>Adds the access token of a session. A token that the server rejects is renewed once per request.</summary>
/// <param name="session">The session.</param>
/// <param name="allowsSignIn">Whether the handler may sign in and renew the token. False sends the request once with the cached token.</param>
internal sealed class BearerTokenHandler(OwoxSession session, bool allowsSignIn) : DelegatingHandler(session.Transport.Pipeline)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = request.GetContext();

        // A request that is not permitted needs no token.
        session.Transport.Pipeline.Check(request);
        for (var isRenewed = false; ; isRenewed = true)
        {
            var token = allowsSignIn
                ? await session.GetTokenAsync(context.Observer, cancellationToken).ConfigureAwait(false)
                : session.CachedToken ?? throw NoToken();
            context.AccessToken = token.Value;
            request.SetHeader("x-owox-authorization", "Bearer " + token.Value);
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!allowsSignIn || response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return response;
            }

            session.InvalidateToken(token);
            if (isRenewed)
            {
                return response;
            }

            response.Dispose();
        }
    }

    private OwoxConfigurationException NoToken() =>
        new(ErrorReason.NotConnected, $"No access token for {session.Origin} is cached, and this request does not sign in.");
}
