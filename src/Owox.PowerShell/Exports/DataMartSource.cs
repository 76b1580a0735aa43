using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Exports;

/// <summary>A data mart, and the rows of it that are wanted.</summary>
internal sealed class DataMartSource(DataMartQuery query, string? title) : ExportSource(query.DataMartId, title)
{
    /// <summary>The rows that are wanted.</summary>
    public DataMartQuery Query { get; } = query;

    public override Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop) => Task.FromResult<RowQuery>(Query);

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop) =>
        (await client.GetDataMartAsync(Id, stop).ConfigureAwait(false)).Title;
}
