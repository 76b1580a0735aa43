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
        var request = new ApiRequest(HttpMethod.Post, ExchangePath)
        {
            ApiKeyId = key.Id,
            Content = () => new ByteArrayContent(Body()) { Headers = { ContentType = new("application/json") } },
            Secrets = [key.Secret],
        };
        using var response = await transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        await RefusalReader.ThrowIfRefusedAsync(response, request, RefusalText.ForExchange(key)).ConfigureAwait(false);
        using var answer = await JsonBody.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return Read(answer.RootElement, asked, request);
    }

    private static AccessToken Read(JsonElement answer, DateTimeOffset asked, ApiRequest request)
    {
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("accessToken", out var token)
            || token.ValueKind != JsonValueKind.String)
        {
            throw JsonBody.Lacks(request, "$.accessToken");
        }

        // A server without user management names no lifetime: such a token is used until it is refused.
        TimeSpan? lifetime = answer.TryGetProperty("accessTokenExpiresIn", out var seconds)
            && seconds.ValueKind == JsonValueKind.Number
            && seconds.TryGetDouble(out var life) && life is > 0 and < 315_360_000
            ? TimeSpan.FromSeconds(life)
            : null;
        return new AccessToken(token.GetString()!, asked, lifetime);
    }

    private byte[] Body() =>
        Encoding.UTF8.GetBytes($"{{\"apiKeySecret\":\"{JsonEncodedText.Encode(key.Secret)}\"}}");
}
