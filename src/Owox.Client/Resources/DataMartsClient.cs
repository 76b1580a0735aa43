using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.Paging;
using Owox.Text;

namespace Owox;

/// <summary>The project's data marts.</summary>
public sealed class DataMartsClient
{
    private const string Path = "/api/data-marts";

    private readonly ApiConnection _connection;

    internal DataMartsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the data marts that the session has access to.</summary>
    /// <param name="ownerFilter"><c>has_owners</c>, <c>no_owners</c>, or null for all.</param>
    /// <param name="offset">The number of data marts to skip.</param>
    public IAsyncEnumerable<Page<DataMart>> ListPagesAsync(string? ownerFilter = null, int offset = 0) => Pager.ReadByCursorAsync(
        _connection,
        OwnerFilterQuery.Append(Path, ownerFilter),
        OwoxJsonContext.Default.DataMartPage,
        static page => (new Page<DataMart>(page.Items) { Total = page.Total }, page.NextOffset),
        offset);

    /// <summary>Returns one data mart.</summary>
    /// <exception cref="OwoxConfigurationException">The ID is invalid. No request was sent.</exception>
    /// <exception cref="OwoxNotFoundException">The data mart does not exist, or the session has no access to it.</exception>
    public async Task<DataMart> GetAsync(string id, CancellationToken cancellationToken) =>
        (await GetWithTimeAsync(id, cancellationToken).ConfigureAwait(false)).DataMart;

    /// <summary>Returns one data mart and the time of the server's clock; the time is null if the response does not contain it.</summary>
    internal async Task<(DataMart DataMart, DateTimeOffset? Time)> GetWithTimeAsync(string id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, $"{Path}/{PathSegment.Encode(id)}");
        using var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var document = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return (JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.DataMart, request), response.Headers.Date);
    }

    /// <summary>Measures in the warehouse when the source tables of data marts last changed, and sets <see cref="DataMart.DataLastUpdated"/>. It costs nothing.</summary>
    /// <returns>The data marts that could not be measured. They keep the last known value.</returns>
    public async Task<IReadOnlyList<DataMart>> RefreshDataLastUpdatedAsync(IReadOnlyList<DataMart> marts, CancellationToken cancellationToken)
    {
        var body = Utf8Json.Object(json => json.WriteTexts("ids", marts.Select(static mart => mart.Id)));
        var request = ApiRequest.WithJson(HttpMethod.Post, Path + "/data-last-updated/refresh", body) with { IsChange = false };
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        var measured = JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.DataLastUpdatedList, request)
            .Items.ToLookup(static item => item.DataMartId, static item => item.DataLastUpdated, StringComparer.Ordinal);
        foreach (var mart in marts)
        {
            mart.DataLastUpdated = measured[mart.Id].FirstOrDefault() ?? mart.DataLastUpdated;
        }

        return marts.Where(mart => !measured.Contains(mart.Id)).ToArray();
    }
}
