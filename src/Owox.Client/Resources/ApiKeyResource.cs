using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox;

/// <summary>A member's own API keys. The server refuses every call here to a token that was got with an API key.</summary>
public sealed class ApiKeyResource
{
    private const string Path = "/api/project-member-api-keys";

    private readonly OwoxClient _client;

    internal ApiKeyResource(OwoxClient client)
    {
        _client = client;
        if (client.Session.Kind == ConnectionKind.ApiKey)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyCannotManageKeys,
                $"The connection uses the API key {client.Session.ApiKeyId}, and the server lets no API key manage API keys. "
                + $"Connect as a member: Connect-OwoxDataMarts -Origin {client.Session.Origin} -Credential (your e-mail address and password), "
                + "or with -RefreshToken or -AccessToken where the deployment uses single sign-on.");
        }
    }

    /// <summary>The member's keys, without the revoked ones or with them.</summary>
    public Task<ApiKeyInfo[]> ListAsync(bool includeRevoked, CancellationToken cancellationToken) =>
        _client.ListAsync(includeRevoked ? Path + "?includeRevoked=true" : Path, Contracts.Default.ApiKeyInfo, cancellationToken);

    /// <summary>Creates a key. Its value comes this once. Never sent twice: a second try could leave a key that nobody knows.</summary>
    public async Task<NewApiKey> CreateAsync(string name, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, Path, Json(name, expiresAt)) with { Retry = RetryRules.Never };
        using var answer = await _client.Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        var created = JsonBody.Bind(answer.RootElement, Contracts.Default.CreatedApiKey, request);
        return new NewApiKey(created.WithoutValue(), SecretText.ToSecureString(created.ApiKey));
    }

    /// <summary>Gives a key another name.</summary>
    public async Task<ApiKeyInfo> RenameAsync(string apiKeyId, string name, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(new HttpMethod("PATCH"), At(apiKeyId), Json(name, expiresAt: null));
        using var answer = await _client.Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonBody.Bind(answer.RootElement, Contracts.Default.ApiKeyInfo, request);
    }

    /// <summary>Revokes a key for good. Revoking again changes nothing, so this may be sent again.</summary>
    public async Task RevokeAsync(string apiKeyId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Delete, At(apiKeyId));
        using var response = await _client.Pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static string At(string apiKeyId) => $"{Path}/{Uri.EscapeDataString(apiKeyId)}";

    private static byte[] Json(string name, DateTimeOffset? expiresAt) => JsonBytes.Object(json =>
    {
        json.WriteString("name", name);
        if (expiresAt is { } end)
        {
            json.WriteString("expiresAt", end.UtcDateTime);
        }
    });
}
