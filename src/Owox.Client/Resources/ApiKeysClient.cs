using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Text;

namespace Owox;

/// <summary>The API keys of a member. The server rejects these requests if the access token was obtained with an API key.</summary>
public sealed class ApiKeysClient
{
    private const string Path = "/api/project-member-api-keys";

    private readonly ApiConnection _connection;

    internal ApiKeysClient(ApiConnection connection)
    {
        _connection = connection;
        MemberSession.Require(connection.Session, "manage API keys");
    }

    /// <summary>Checks that the session may create, rename and revoke keys. Sends no request.</summary>
    /// <exception cref="OwoxAccessException">The policy of the session does not permit it.</exception>
    public void RequireChanges()
    {
        _connection.RequireAccess(HttpMethod.Post, Path);
        _connection.RequireAccess(new HttpMethod("PATCH"), Path + "/id");
        _connection.RequireAccess(HttpMethod.Delete, Path + "/id");
    }

    /// <summary>Lists the keys of the member, with or without the revoked ones.</summary>
    public Task<ApiKeyInfo[]> ListAsync(bool includeRevoked, CancellationToken cancellationToken) =>
        _connection.ListAsync(includeRevoked ? Path + "?includeRevoked=true" : Path, OwoxJsonContext.Default.ApiKeyInfo, cancellationToken);

    /// <summary>
    /// Creates a key and validates its value: it must be a key of this ID for the origin of the session. Otherwise the key is revoked. The
    /// request is never retried, because a second request could create a key whose value is lost.
    /// </summary>
    /// <exception cref="OwoxApiException">The server returned an error response, or the value is not a key that the session can use.</exception>
    public async Task<NewApiKey> CreateAsync(string name, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(HttpMethod.Post, Path, Json(name, expiresAt)) with
        {
            Retry = RetryRules.Never,
            HowToCheck = "List your API keys before you create another key. A key with this name may exist, and its value cannot be retrieved.",
        };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return NewApiKeyCheck.Read(document.RootElement, request with { IsChange = false }, _connection.Session.Origin);
        }
        catch (OwoxException e)
        {
            throw await UnusableKey.RevokeAsync(
                ErrorReason.NewApiKeyInvalid, "API key", name, Path, NewApiKeyCheck.IdOf(document.RootElement), id => RevokeAsync(id, CancellationToken.None), e).ConfigureAwait(false);
        }
    }

    /// <summary>Renames a key.</summary>
    public async Task<ApiKeyInfo> RenameAsync(string apiKeyId, string name, CancellationToken cancellationToken)
    {
        var request = ApiRequest.WithJson(new HttpMethod("PATCH"), KeyPath(apiKeyId), Json(name, expiresAt: null)) with
        {
            HowToCheck = "List your API keys to check the name of the key.",
        };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.ApiKeyInfo, request);
    }

    /// <summary>Revokes a key permanently. Revoking it again has no effect.</summary>
    public async Task RevokeAsync(string apiKeyId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Delete, KeyPath(apiKeyId)) { HowToCheck = "List your API keys to check whether the key was revoked." };
        using var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static string KeyPath(string apiKeyId) => $"{Path}/{PathSegment.Encode(apiKeyId)}";

    private static byte[] Json(string name, DateTimeOffset? expiresAt) => Utf8Json.Object(json =>
    {
        json.WriteString("name", name);
        if (expiresAt is { } end)
        {
            json.WriteString("expiresAt", end.UtcDateTime);
        }
    });
}
