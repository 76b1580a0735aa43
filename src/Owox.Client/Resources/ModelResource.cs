using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox;

/// <summary>How the data marts of a storage fit together: their columns and relationships.</summary>
public sealed class ModelResource
{
    private readonly OwoxClient _client;

    internal ModelResource(OwoxClient client) => _client = client;

    /// <summary>All relationships between the data marts of a storage.</summary>
    public Task<Relationship[]> RelationshipsAsync(string storageId, CancellationToken cancellationToken) => _client.ListAsync(
        $"/api/data-storages/{Uri.EscapeDataString(storageId)}/relationships", Contracts.Default.Relationship, cancellationToken);

    /// <summary>The relationships that begin at a data mart; who may see the data mart may see them, whatever its storage.</summary>
    public async Task<Relationship[]> OutgoingAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var graph = await _client.GetAsync(
            $"/api/data-marts/{Uri.EscapeDataString(dataMartId)}/relationships/graph", Contracts.Default.RelationshipGraph, cancellationToken)
            .ConfigureAwait(false);
        return graph.Nodes.Select(static node => node.Relationship).Where(relationship => relationship.SourceDataMartId == dataMartId).ToArray();
    }

    /// <summary>The columns of a data mart, its own first, then those of joined ones.</summary>
    public async Task<DataMartColumn[]> ColumnsAsync(string dataMartId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, $"/api/data-marts/{Uri.EscapeDataString(dataMartId)}/blendable-schema");
        using var answer = await _client.Pipeline.ReadJsonAsync(request, cancellationToken).ConfigureAwait(false);
        return JsonBody.Bind(answer.RootElement, Contracts.Default.BlendableSchema, request).Columns(dataMartId).ToArray();
    }

    /// <summary>How many columns each data mart of a storage has, by its ID.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ColumnCountsAsync(string storageId, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var pager = new NextOffsetPager<CanvasPage>("/api/model-canvas/data-marts?storageId=" + Uri.EscapeDataString(storageId), Contracts.Default.CanvasPage);
        while (await pager.NextAsync(_client, cancellationToken).ConfigureAwait(false) is { } page)
        {
            foreach (var mart in page.Items)
            {
                counts[mart.Id] = mart.FieldCount;
            }
        }

        return counts;
    }
}
