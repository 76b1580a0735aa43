using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Exports;

/// <summary>A report, which is looked up first: the runs of its data mart record how many rows were sent.</summary>
internal sealed class ReportSource(string id, string? title, long? limit) : ExportSource(id, title)
{
    private Report? _report;

    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop)
    {
        var report = await ReportAsync(client, stop).ConfigureAwait(false);
        return new ReportQuery(Id, report.DataMartId) { Limit = limit };
    }

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop) =>
        (await ReportAsync(client, stop).ConfigureAwait(false)).Title;

    private async Task<Report> ReportAsync(OwoxClient client, CancellationToken stop) =>
        _report ??= await client.Reports.GetAsync(Id, stop).ConfigureAwait(false);
}
