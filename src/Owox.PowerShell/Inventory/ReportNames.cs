using System.Collections.Generic;
using Owox.PowerShell.Commands;

namespace Owox.PowerShell.Inventory;

/// <summary>Finds reports by ID or by whole title.</summary>
internal sealed class ReportNames(ConnectedCommand cmdlet) : Names("report", "Get-OwoxReport", "/api/reports")
{
    protected override IEnumerable<Named> Read()
    {
        var pager = ReportResource.Pager(ownerFilter: null);
        while (cmdlet.Call((client, stop) => pager.NextAsync(client, wanted: null, stop)) is { } page)
        {
            foreach (var report in page)
            {
                yield return new Named(report.Id, report.Title, report.DataMartId);
            }
        }
    }
}
