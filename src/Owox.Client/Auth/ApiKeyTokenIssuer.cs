using System;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox.Auth;

/// <summary>Exchanges an API key for an access token.</summary>
internal sealed class ApiKeyTokenIssuer(ApiKey key, Func<DateTimeOffset> clock) : IAccessTokenIssuer
{
    private const string ExchangePath = "/api/auth/api-keys/exchange";

    public string? ApiKeyId => key.Id;

    public async Task<AccessToken> IssueAsync(ApiTransport transport, ICallObserver? observer, CancellationToken cancellationToken)
    {
        var asked = clock();
        var request = ApiRequest.WithJson(HttpMethod.Post, ExchangePath, Body()) with
        {
            ApiKeyId = key.Id,
            Secrets = [key.Secret],
        };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await RefusalReader.ThrowIfRefusedAsync(response, request, RefusalText.ForExchange(key), cancellationToken).ConfigureAwait(false);
        using var answer = await JsonBody.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return TokenAnswer.Read(answer.RootElement, asked, request);
    }

    private byte[] Body() =>
        Encoding.UTF8.GetBytes($"{{\"apiKeySecret\":\"{JsonEncodedText.Encode(key.Secret)}\"}}");
}
