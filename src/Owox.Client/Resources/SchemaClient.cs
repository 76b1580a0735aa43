using Owox.Http.Json;
using Owox.Http.Requests;
using Owox.Resources;
using Owox.Resources.DataMarts;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>The columns and the relationships of the data marts of a storage.</summary>
public sealed class SchemaClient
{
    private readonly ApiConnection _connection;

    internal SchemaClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the relationships between the data marts of a storage.</summary>
    public Task<Relationship[]> ListRelationshipsAsync(string storageId, CancellationToken cancellationToken) => _connection.ListAsync(
        $"/api/data-storages/{PathSegment.Encode(storageId)}/relationships", OwoxJsonContext.Default.Relationship, cancellationToken);

    /// <summary>Lists the relationships from a data mart. They require access to the data mart only, not to its storage.</summary>
    public async Task<Relationship[]> ListOutgoingAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var graph = await _connection.GetAsync(
            $"/api/data-marts/{PathSegment.Encode(dataMartId)}/relationships/graph", OwoxJsonContext.Default.RelationshipGraph, cancellationToken)
            .ConfigureAwait(false);
        return graph.Nodes.Select(static node => node.Relationship).Where(relationship => relationship.SourceDataMartId == dataMartId).ToArray();
    }

    /// <summary>Lists the columns of a data mart: native columns first, then joined columns.</summary>
    public async Task<DataMartColumn[]> ListColumnsAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, $"/api/data-marts/{PathSegment.Encode(dataMartId)}/blendable-schema");
        using var document = await _connection.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonResponseReader.Bind(document.RootElement, OwoxJsonContext.Default.BlendableSchema, request).Columns(dataMartId).ToArray();
    }

    /// <summary>Returns the number of columns of each data mart of a storage, by data mart ID.</summary>
    public async Task<IReadOnlyDictionary<string, long>> GetColumnCountsAsync(string storageId, CancellationToken cancellationToken)
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
