using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.DataMarts;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>How the data marts of a storage fit together: their columns and relationships.</summary>
public sealed class SchemaClient
{
    private readonly ApiConnection _connection;

    internal SchemaClient(ApiConnection connection) => _connection = connection;

    /// <summary>All relationships between the data marts of a storage.</summary>
    public Task<Relationship[]> RelationshipsAsync(string storageId, CancellationToken cancellationToken) => _connection.ListAsync(
        $"/api/data-storages/{PathSegment.Encode(storageId)}/relationships", OwoxJsonContext.Default.Relationship, cancellationToken);

    /// <summary>The relationships that begin at a data mart; who may see the data mart may see them, whatever its storage.</summary>
    public async Task<Relationship[]> OutgoingAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var graph = await _connection.GetAsync(
            $"/api/data-marts/{PathSegment.Encode(dataMartId)}/relationships/graph", OwoxJsonContext.Default.RelationshipGraph, cancellationToken)
            .ConfigureAwait(false);
        return graph.Nodes.Select(static node => node.Relationship).Where(relationship => relationship.SourceDataMartId == dataMartId).ToArray();
    }

    /// <summary>The columns of a data mart, its own first, then those of joined ones.</summary>
    public async Task<DataMartColumn[]> ColumnsAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, $"/api/data-marts/{PathSegment.Encode(dataMartId)}/blendable-schema");
        using var answer = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(answer.RootElement, OwoxJsonContext.Default.BlendableSchema, request).Columns(dataMartId).ToArray();
    }

    /// <summary>How many columns each data mart of a storage has, by its ID.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ColumnCountsAsync(string storageId, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var pages = Pager.ReadByCursorAsync(
            _connection,
            "/api/model-canvas/data-marts?storageId=" + Uri.EscapeDataString(storageId),
            OwoxJsonContext.Default.CanvasPage,
            static page => (new Page<CanvasDataMart>(page.Items), page.NextOffset),
            offset: 0,
            cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var mart in page.Items)
            {
                counts[mart.Id] = mart.FieldCount;
            }
        }

        return counts;
    }
}
