using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>The project's reports.</summary>
public sealed class ReportsClient
{
    private const string Path = "/api/reports";

    private readonly ApiConnection _connection;

    internal ReportsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the reports that the session has access to, newest first.</summary>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    public IAsyncEnumerable<Page<Report>> ListPagesAsync(string? ownerFilter = null) => Pager.ReadByOffsetAsync(
        OwnerFilterQuery.Append(Path, ownerFilter),
        (path, cancellationToken) => _connection.ListAsync(path, OwoxJsonContext.Default.Report, cancellationToken),
        static report => report.Id);

    /// <summary>Lists the reports of one data mart. The list is empty if the data mart does not exist.</summary>
    public Task<Report[]> OfDataMartAsync(string dataMartId, CancellationToken cancellationToken) =>
        _connection.ListAsync($"{Path}/data-mart/{PathSegment.Encode(dataMartId)}", OwoxJsonContext.Default.Report, cancellationToken);

    /// <summary>Returns one report.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The report does not exist, or the session has no access to it.</exception>
    public Task<Report> GetAsync(string id, CancellationToken cancellationToken) =>
        _connection.GetAsync($"{Path}/{PathSegment.Encode(id)}", OwoxJsonContext.Default.Report, cancellationToken);
}
