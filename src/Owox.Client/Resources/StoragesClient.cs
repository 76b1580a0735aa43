using Owox.Http.Requests;
using Owox.Resources;

namespace Owox;

/// <summary>The project's storages.</summary>
public sealed class StoragesClient
{
    private const string Path = "/api/data-storages";

    private readonly ApiConnection _connection;

    internal StoragesClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the storages that the session has access to.</summary>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<Storage[]> ListAsync(string? ownerFilter, CancellationToken cancellationToken) =>
        _connection.ListAsync(OwnerFilterQuery.Append(Path, ownerFilter), OwoxJsonContext.Default.Storage, cancellationToken);

    /// <summary>Returns one storage.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The storage does not exist, or the session has no access to it.</exception>
    public Task<Storage> GetAsync(string id, CancellationToken cancellationToken) =>
        _connection.GetAsync($"{Path}/{PathSegment.Encode(id)}", OwoxJsonContext.Default.Storage, cancellationToken);
}
