using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>A report, whose data mart is looked up first: the runs of its data mart record how many rows were sent.</summary>
internal sealed class ReportSource(Named named, long? limit) : ExportSource(named)
{
    private Report? _report;

    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop)
    {
        var mart = Named.DataMartId ?? (await ReportAsync(client, stop).ConfigureAwait(false)).DataMartId;
        return new ReportQuery(Id, mart) { Limit = limit };
    }

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop) =>
        (await ReportAsync(client, stop).ConfigureAwait(false)).Title;

    private async Task<Report> ReportAsync(OwoxClient client, CancellationToken stop) =>
        _report ??= await client.Reports.GetAsync(Id, stop).ConfigureAwait(false);
}
