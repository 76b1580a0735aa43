using Owox.Http.Errors;
using Owox.Http.Requests;
using Owox.Redaction;
using Owox.Resources;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>The project's reports.</summary>
public sealed class ReportsClient
{
    private const string Path = "/api/reports";

    // The start of the message of a server that does not have a route.
    private const string MissingRoute = "Cannot GET ";

    private readonly ApiConnection _connection;

    internal ReportsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the reports that the session has access to, newest first.</summary>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    public IAsyncEnumerable<Page<Report>> ListPagesAsync(string? ownerFilter = null) => Pager.ReadByOffsetAsync(
        OwnerFilterQuery.Append(Path, ownerFilter),
        (path, cancellationToken) => _connection.ListAsync(path, OwoxJsonContext.Default.Report, cancellationToken),
        static report => report.Id);

    /// <summary>What a 404 for a report means. A server keeps a report that was deleted, but shows only its runs.</summary>
    internal static string NotFoundMessage(string id) =>
        $"The report {ServerTextSanitizer.Sanitize(id, [])} was not found (404). It does not exist, it was deleted, or this connection does not have access to it.";

    /// <summary>Lists the reports of one data mart. The list is empty if the data mart does not exist.</summary>
    public Task<Report[]> ListByDataMartAsync(string dataMartId, CancellationToken cancellationToken) =>
        _connection.ListAsync($"{Path}/data-mart/{PathSegment.Encode(dataMartId)}", OwoxJsonContext.Default.Report, cancellationToken);

    /// <summary>Returns one report.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The report does not exist, or the session has no access to it.</exception>
    public Task<Report> GetAsync(string id, CancellationToken cancellationToken) =>
        _connection.GetAsync(
            $"{Path}/{PathSegment.Encode(id)}",
            OwoxJsonContext.Default.Report,
            cancellationToken,
            new ErrorMessageOverrides { ItemNotFound = NotFoundMessage(id), ItemNotFoundOption = ErrorOption.Reports });

    /// <summary>The columns of the rows of a report that exists, or null if the server is too old to list them (before 0.33).</summary>
    public async Task<ReportColumn[]?> GetOutputSchemaAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.ListAsync($"{Path}/{PathSegment.Encode(id)}/output-schema", OwoxJsonContext.Default.ReportColumn, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxNotFoundException e) when (e.ServerMessage?.StartsWith(MissingRoute, StringComparison.Ordinal) == true)
        {
            _connection.Session.LacksOutputSchemas = true;
            return null;
        }
    }
}
