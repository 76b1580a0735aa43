using Owox.Http;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Text;

namespace Owox.Authentication;

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
        using var answer = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return TokenResponse.Read(answer.RootElement, asked, request);
    }

    private ErrorMessageOverrides Messages() => new()
    {
        Unauthorized = $"{key.Origin} refused the API key {key.Id}. It is wrong, expired or revoked; the server does not say which. "
            + "Look the key up under Project settings, My API Keys, and create a new one if it is not active.",
        NotFound = $"{key.Origin} has no OWOX Data Marts API. Check the origin in the API key {key.Id}.",
    };

    private byte[] Body() => Utf8Json.Object(json => json.WriteString("apiKeySecret", key.Secret));
}
