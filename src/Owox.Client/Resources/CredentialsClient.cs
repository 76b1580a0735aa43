using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Resources;

namespace Owox;

/// <summary>The credentials of the project: secrets of other services. Servers have them since version 0.33.</summary>
public sealed class CredentialsClient
{
    private const string Path = "/api/credentials";
    private const string Since = "It may be older: credentials require server version 0.33 or later.";

    private readonly ApiConnection _connection;

    internal CredentialsClient(ApiConnection connection) => _connection = connection;

    private static ErrorMessageOverrides Lists { get; } = new() { MissingRoute = Since };

    /// <summary>Lists the services for which credentials can be created.</summary>
    public Task<CredentialDefinition[]> ListDefinitionsAsync(CancellationToken cancellationToken) =>
        _connection.ListAsync(Path + "/definitions", OwoxJsonContext.Default.CredentialDefinition, cancellationToken, Lists);

    /// <summary>Lists the credentials that the session has access to, newest first.</summary>
    public Task<Credential[]> ListAsync(CancellationToken cancellationToken) =>
        _connection.ListAsync(Path, OwoxJsonContext.Default.Credential, cancellationToken, Lists);

    /// <summary>Returns one credential.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The credential does not exist, or the session has no access to it.</exception>
    public Task<Credential> GetAsync(string id, CancellationToken cancellationToken) =>
        _connection.GetAsync(PathOf(id), OwoxJsonContext.Default.Credential, cancellationToken, OfItem(id));

    /// <summary>
    /// Creates a credential. The server sends its secret to the service to validate it. The request is never retried, because titles are not
    /// unique, and a second request could create another credential.
    /// </summary>
    public Task<Credential> CreateAsync(CredentialChange credential, CancellationToken cancellationToken) => SendAsync(
        new ApiRequest(HttpMethod.Post, Path)
        {
            Retry = RetryRules.Never,
            HowToCheck = "List the credentials before you create another one. A credential with this title may exist.",
        },
        credential,
        new ErrorMessageOverrides { MissingRoute = Since, ServerErrorRemedy = "The error occurred on the server, which may have created the credential. List the credentials before you try again." },
        cancellationToken);

    /// <summary>Changes a credential. A new secret replaces the old one, which the server does not keep.</summary>
    public Task<Credential> UpdateAsync(string id, CredentialChange change, CancellationToken cancellationToken) => SendAsync(
        new ApiRequest(HttpMethod.Put, PathOf(id)) { HowToCheck = "Read the credential to check it, and validate it if you replaced its secret." },
        change,
        OfItem(id, change.Secret is null ? null : "The error occurred on the server, which may have stored the new secret. Validate the credential, or store the secret again."),
        cancellationToken);

    /// <summary>Makes the server send the secret to the service to check whether it is valid.</summary>
    public async Task<Credential> ValidateAsync(string id, CancellationToken cancellationToken)
    {
        // A repeated validation has no side effects.
        var request = new ApiRequest(HttpMethod.Post, PathOf(id) + "/validate") { IsChange = false };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken, OfItem(id)).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.Credential, request);
    }

    /// <summary>Removes a credential and its secret permanently.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Delete, PathOf(id)) { HowToCheck = "List the credentials to check whether it was removed." };
        using var response = await _connection.SendAsync(request, cancellationToken, OfItem(id)).ConfigureAwait(false);
    }

    private async Task<Credential> SendAsync(ApiRequest request, CredentialChange change, ErrorMessageOverrides text, CancellationToken cancellationToken)
    {
        var secret = change.Secret is { } secure ? SecureStringExtensions.ToPlainText(secure) : null;
        var body = change.ToJson(secret);
        try
        {
            var sent = request.WithJson(body) with { Secrets = secret is null ? [] : [secret] };
            using var document = await _connection.ReadJsonAsync(sent, cancellationToken, text).ConfigureAwait(false);
            return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.Credential, request);
        }
        finally
        {
            Array.Clear(body, 0, body.Length);
        }
    }

    private static string PathOf(string id) => $"{Path}/{PathSegment.Encode(id)}";

    private static ErrorMessageOverrides OfItem(string id, string? serverErrorRemedy = null) => new()
    {
        MissingRoute = Since,
        ServerErrorRemedy = serverErrorRemedy,
        ItemNotFound = $"The credential {ServerTextSanitizer.Sanitize(id, [])} was not found (404). It does not exist, or this connection does not have access to it.",
    };
}
