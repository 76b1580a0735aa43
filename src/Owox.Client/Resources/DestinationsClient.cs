using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;

namespace Owox;

/// <summary>The project's destinations.</summary>
public sealed class DestinationsClient
{
    private const string Path = "/api/data-destinations";

    private readonly ApiConnection _connection;

    internal DestinationsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the destinations that the session has access to.</summary>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<Destination[]> ListAsync(string? ownerFilter, CancellationToken cancellationToken) =>
        _connection.ListAsync(OwnerFilterQuery.Append(Path, ownerFilter), OwoxJsonContext.Default.Destination, cancellationToken);

    /// <summary>Returns one destination.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The destination does not exist, or the session has no access to it.</exception>
    public Task<Destination> GetAsync(string id, CancellationToken cancellationToken) =>
        _connection.GetAsync($"{Path}/{PathSegment.Encode(id)}", OwoxJsonContext.Default.Destination, cancellationToken);

    /// <summary>Checks that the session may replace secret keys. Sends no request.</summary>
    /// <exception cref="OwoxAccessException">The policy of the session does not permit it.</exception>
    public void RequireReset() => _connection.RequireAccess(HttpMethod.Post, ResetPath("id"));

    /// <summary>Replaces the secret key of a destination. The previous key stops working at once.</summary>
    /// <returns>The destination with its new key: <see cref="Destination.GetSecretKey"/>.</returns>
    /// <exception cref="OwoxNotFoundException">The destination does not exist, or the session has no access to it.</exception>
    /// <exception cref="OwoxApiException">The destination has no secret key (status 500), or the response cannot be used.</exception>
    public async Task<Destination> ResetSecretKeyAsync(string id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Post, ResetPath(id)) { HowToCheck = "Read the destination to check whether its key has changed." };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.Destination, request);
    }

    private static string ResetPath(string id) => $"{Path}/{PathSegment.Encode(id)}/rotate-secret-key";
}
