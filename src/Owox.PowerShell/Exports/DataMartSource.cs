using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>A data mart, and the rows of it that are wanted.</summary>
internal sealed class DataMartSource(ResolvedItem named, DataMartQuery query, DateRange? window) : ExportSource(named)
{
    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken) => window is null
        ? query
        : query with { Filter = [.. query.Filter, .. await window.RulesAsync(client, Id, Schema, cancellationToken).ConfigureAwait(false)] };

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        (await client.DataMarts.GetAsync(Id, cancellationToken).ConfigureAwait(false)).Title;
}
