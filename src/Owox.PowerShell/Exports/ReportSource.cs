using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>A report. It is looked up first: it tells its columns, and whose runs record how many rows were sent.</summary>
/// <param name="named">Its name.</param>
/// <param name="limit">How many rows at the most.</param>
/// <param name="runTitle">The title that the record of the run shows; null for none.</param>
internal sealed class ReportSource(ResolvedItem named, long? limit, string? runTitle) : ExportSource(named)
{
    private Report? _report;

    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        var report = await FindReportAsync(client, cancellationToken).ConfigureAwait(false);
        return new ReportQuery(Id, Named.DataMartId ?? report!.DataMartId) { Limit = limit, Definition = report, RunTitle = runTitle };
    }

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        (await ReportAsync(client, cancellationToken).ConfigureAwait(false)).Title;

    // Where its data mart is known, its rows can be had without it.
    private async Task<Report?> FindReportAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await ReportAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxApiException) when (Named.DataMartId is not null)
        {
            return null;
        }
    }

    private async Task<Report> ReportAsync(OwoxClient client, CancellationToken cancellationToken) =>
        _report ??= await client.Reports.GetAsync(Id, cancellationToken).ConfigureAwait(false);
}
