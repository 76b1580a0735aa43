using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;

namespace Owox;

/// <summary>The project's data marts. <see cref="DataMartPager"/> lists them.</summary>
public sealed class DataMartsClient
{
    internal const string Path = "/api/data-marts";

    private readonly ApiConnection _connection;

    internal DataMartsClient(ApiConnection connection) => _connection = connection;

    /// <summary>One data mart.</summary>
    public async Task<DataMart> GetAsync(string id, CancellationToken cancellationToken) =>
        (await GetWithTimeAsync(id, cancellationToken).ConfigureAwait(false)).DataMart;

    /// <summary>One data mart, and the time of the server's clock; null if the response has none.</summary>
    internal async Task<(DataMart DataMart, DateTimeOffset? Time)> GetWithTimeAsync(string id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, $"{Path}/{PathSegment.Encode(id)}");
        using var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var answer = await JsonResponseReader.ReadDocumentAsync(response, request).ConfigureAwait(false);
        return (JsonResponseReader.Bind(answer.RootElement, OwoxJsonContext.Default.DataMart, request), response.Headers.Date);
    }
}
