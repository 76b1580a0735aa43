using Owox.PowerShell.Secrets.Identities;

namespace Owox.PowerShell.Secrets.KeyVaults;

/// <summary>Sends requests to a key vault with an access token, which it gets when the vault requires it.</summary>
/// <param name="vault">The vault.</param>
/// <param name="identities">The identities of this process.</param>
/// <param name="clientId">The client ID of the identity that the user specified; null for the default.</param>
/// <param name="options">The network options of the connection.</param>
internal sealed class KeyVaultClient(ApiOrigin vault, AzureIdentityChain identities, string? clientId, OwoxSessionOptions options)
{
    private const string Version = "api-version=7.4";

#if NET8_0_OR_GREATER
    private static HttpMethod Patch => HttpMethod.Patch;
#else
    private static HttpMethod Patch { get; } = new("PATCH");
#endif

    private KeyVaultChallenge? _challenge;
    private string? _token;

    /// <summary>The address of the vault.</summary>
    public string Address => vault.ToString();

    public Task<AzureResponse> GetAsync(string secret, IRequestObserver observer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"/secrets/{secret}", content: null, observer, cancellationToken);

    /// <summary>Lists the secrets without their values.</summary>
    /// <param name="page">The path and query of the next page, from the previous one; null for the first page.</param>
    /// <param name="observer">Observes the requests.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<AzureResponse> ListAsync(string? page, IRequestObserver observer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, page ?? "/secrets", content: null, observer, cancellationToken);

    /// <summary>Stores a new version of the secret.</summary>
    public async Task<AzureResponse> PutAsync(string secret, byte[] json, IRequestObserver observer, CancellationToken cancellationToken)
    {
        // The value is only sent after the vault is known to be a vault.
        await SignInAsync(observer, cancellationToken).ConfigureAwait(false);
        return await SendAsync(HttpMethod.Put, $"/secrets/{secret}", json, observer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the attributes or tags of a version.</summary>
    public Task<AzureResponse> PatchAsync(string secret, string version, byte[] json, IRequestObserver observer, CancellationToken cancellationToken) =>
        SendAsync(Patch, $"/secrets/{secret}/{Uri.EscapeDataString(version)}", json, observer, cancellationToken);

    private async Task SignInAsync(IRequestObserver observer, CancellationToken cancellationToken)
    {
        if (_token is null)
        {
            // Any request without a token returns the challenge.
            var response = await SendOnceAsync(HttpMethod.Get, "/secrets", content: null, observer, cancellationToken).ConfigureAwait(false);
            await RenewAsync(response, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AzureResponse> SendAsync(HttpMethod method, string path, byte[]? content, IRequestObserver observer, CancellationToken cancellationToken)
    {
        var hadToken = _token is not null;
        var response = await SendOnceAsync(method, path, content, observer, cancellationToken).ConfigureAwait(false);
        if (response.Status != 401)
        {
            return response;
        }

        // Without a token this is the challenge. With one, the token has expired, and a new one is tried once.
        await RenewAsync(response, observer, cancellationToken).ConfigureAwait(false);
        response = await SendOnceAsync(method, path, content, observer, cancellationToken).ConfigureAwait(false);
        return response.Status != 401 ? response : throw new OwoxVaultException(
            ErrorReason.IdentityFailed,
            $"The key vault {vault} rejected the access token{(hadToken ? " and a new one" : "")}: {response.Explain()}. The vault belongs to the tenant {_challenge!.Tenant}. Use an identity of this tenant.");
    }

    private async Task RenewAsync(AzureResponse response, IRequestObserver observer, CancellationToken cancellationToken)
    {
        _challenge = KeyVaultChallenge.Read(response.Status == 401 ? response.Challenge : "", vault);
        var context = new IdentityContext(_challenge.Resource, _challenge.Authority, _challenge.Tenant, clientId, options, observer);
        _token = await identities.GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private Task<AzureResponse> SendOnceAsync(HttpMethod method, string path, byte[]? content, IRequestObserver observer, CancellationToken cancellationToken) =>
        new AzureRequest(method, new Uri(vault.Uri, path.IndexOf('?') < 0 ? $"{path}?{Version}" : path))
        {
            Headers = _token is null
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {_token}" },
            Content = content is null ? null : () => new ByteArrayContent(content) { Headers = { ContentType = new("application/json") } },
        }.SendAsync(options, observer, cancellationToken);
}
