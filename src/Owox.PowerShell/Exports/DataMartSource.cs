using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>A data mart, and the rows of it that are wanted.</summary>
internal sealed class DataMartSource(Named named, DataMartQuery query, TimeWindow? window) : ExportSource(named)
{
    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop) => window is null
        ? query
        : query with { Filter = [.. query.Filter, .. await window.RulesAsync(client, Id, stop).ConfigureAwait(false)] };

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop) =>
        (await client.GetDataMartAsync(Id, stop).ConfigureAwait(false)).Title;
}
