using System.Net;
using System.Text.Json;

namespace Owox.Http;

/// <summary>Sends requests with the session's token; a token that is refused once is renewed once.</summary>
internal sealed class AuthenticatedSender(OwoxSession session, IRequestObserver? observer, bool signsIn)
{
    /// <summary>The answer, when it is a success; a refusal is thrown. The caller disposes of it.</summary>
    public async Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken cancellationToken, ErrorMessageOverrides? text = null)
    {
        var renewed = false;
        while (true)
        {
            var token = signsIn ? await session.GetTokenAsync(observer, cancellationToken).ConfigureAwait(false) : session.CachedToken ?? throw NoToken();
            var authorized = request with
            {
                Token = token,
                ApiKeyId = session.ApiKeyId,
                Secrets = [token.Value],
                Retry = signsIn ? request.Retry : RetryRules.Never,
            };
            var response = await session.Transport.SendAsync(authorized, observer, cancellationToken).ConfigureAwait(false);
            if (signsIn && response.StatusCode == HttpStatusCode.Unauthorized)
            {
                session.InvalidateToken(token);
                if (!renewed)
                {
                    renewed = true;
                    response.Dispose();
                    continue;
                }
            }

            await ErrorResponseReader.EnsureSuccessAsync(response, authorized, text, cancellationToken).ConfigureAwait(false);
            return response;
        }
    }

    /// <summary>A JSON answer.</summary>
    public async Task<JsonDocument> ReadJsonAsync(ApiRequest request, CancellationToken cancellationToken, ErrorMessageOverrides? text = null)
    {
        using var response = await SendAsync(request, cancellationToken, text).ConfigureAwait(false);
        return await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
    }

    private OwoxConfigurationException NoToken() =>
        new(ErrorReason.NotConnected, $"No access token for {session.Origin} is at hand, and this call signs in for none.");
}
