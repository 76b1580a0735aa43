using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>A report, whose data mart is looked up first: the runs of its data mart record how many rows were sent.</summary>
/// <param name="named">Its name.</param>
/// <param name="limit">How many rows at the most.</param>
/// <param name="withColumns">Whether what is saved of its columns matters, too.</param>
internal sealed class ReportSource(Named named, long? limit, bool withColumns) : ExportSource(named)
{
    private Report? _report;

    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop)
    {
        var report = Named.DataMartId is null || withColumns ? await ReportAsync(client, stop).ConfigureAwait(false) : null;
        return new ReportQuery(Id, Named.DataMartId ?? report!.DataMartId) { Limit = limit, BucketedColumns = report?.BucketedColumns ?? [] };
    }

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop) =>
        (await ReportAsync(client, stop).ConfigureAwait(false)).Title;

    private async Task<Report> ReportAsync(OwoxClient client, CancellationToken stop) =>
        _report ??= await client.Reports.GetAsync(Id, stop).ConfigureAwait(false);
}
