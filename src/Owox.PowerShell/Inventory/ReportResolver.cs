
namespace Owox.PowerShell.Inventory;

/// <summary>Finds reports by ID or by whole title.</summary>
internal sealed class ReportResolver(ConnectionCmdletBase cmdlet) : TitleResolver("report", "Get-OwoxReport", "/api/reports")
{
    protected override IEnumerable<ResolvedItem> Read()
    {
        var pager = ReportsClient.Pager(ownerFilter: null);
        while (cmdlet.Call((client, cancellationToken) => pager.NextAsync(client, wanted: null, cancellationToken)) is { } page)
        {
            foreach (var report in page)
            {
                yield return new ResolvedItem(report.Id, report.Title, report.DataMartId);
            }
        }
    }
}
