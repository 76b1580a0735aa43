using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Owox.Http.Errors;
using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Operations;
using Owox.Sessions;

namespace Owox;

/// <summary>Sends requests with the access token of a session. A token that the server rejects is renewed once per request.</summary>
public abstract class ApiConnection
{
    private readonly IRequestObserver? _observer;
    private HttpMessageInvoker? _invoker;

    private protected ApiConnection(OwoxSession session, IRequestObserver? observer)
    {
        Session = session;
        _observer = observer;
    }

    public OwoxSession Session { get; }

    /// <summary>Whether the connection may sign in, renew the token and retry. False sends each request once, with the cached token.</summary>
    internal bool AllowsSignIn { get; init; } = true;

    /// <summary>Requests an access token unless one is cached. This verifies the credential.</summary>
    public async Task AuthenticateAsync(CancellationToken cancellationToken) =>
        await Session.GetTokenAsync(_observer, cancellationToken).ConfigureAwait(false);

    /// <summary>Requests a new access token even if one is cached. A token that the user specified is kept, because it cannot be renewed.</summary>
    public async Task ReauthenticateAsync(CancellationToken cancellationToken)
    {
        if (Session.Kind == CredentialType.ApiKey)
        {
            Session.InvalidateToken(await Session.GetTokenAsync(_observer, cancellationToken).ConfigureAwait(false));
        }

        await AuthenticateAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a request and returns the response if it is successful; otherwise throws the error. The caller must dispose the response.
    /// </summary>
    internal async Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken cancellationToken, ErrorMessageOverrides? text = null)
    {
        var sent = request with { ApiKeyId = Session.ApiKeyId, Retry = AllowsSignIn ? request.Retry : RetryRules.Never };
        using var message = Session.Transport.CreateMessage(sent, _observer);
        _invoker ??= new HttpMessageInvoker(new BearerTokenHandler(Session, AllowsSignIn), disposeHandler: false);
        var response = await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> secrets = message.GetContext().AccessToken is { } token ? [.. request.Secrets, token] : request.Secrets;
        await ErrorResponseReader.EnsureSuccessAsync(response, sent with { Secrets = secrets }, text, cancellationToken).ConfigureAwait(false);
        return response;
    }

    /// <summary>Sends a request and parses the JSON of the response.</summary>
    internal async Task<JsonDocument> ReadJsonAsync(ApiRequest request, CancellationToken cancellationToken, ErrorMessageOverrides? text = null)
    {
        using var response = await SendAsync(request, cancellationToken, text).ConfigureAwait(false);
        return await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
    }

    /// <summary>Checks that the policy of the session permits a request, before something else is changed for it. Sends no request.</summary>
    /// <exception cref="OwoxAccessException">The policy does not permit it.</exception>
    internal void RequireAccess(HttpMethod method, string path) =>
        Session.Access.Require(OperationTable.Current.Classify(method.Method, new Uri(Session.Origin.Uri, path)), path);

    /// <summary>Gets one object.</summary>
    internal async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken, ErrorMessageOverrides? text = null)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, path);
        using var document = await ReadJsonAsync(request, cancellationToken, text).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, contract, request);
    }

    /// <summary>Gets a list.</summary>
    internal async Task<T[]> ListAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken, ErrorMessageOverrides? text = null)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, path);
        using var document = await ReadJsonAsync(request, cancellationToken, text).ConfigureAwait(false);
        return JsonResponseReader.BindArray(document.RootElement, contract, request);
    }
}
