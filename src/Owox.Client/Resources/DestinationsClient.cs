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
}
