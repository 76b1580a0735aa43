using System.Collections.Generic;
using Owox.PowerShell.Commands;

namespace Owox.PowerShell.Inventory;

/// <summary>Finds data marts by ID or by whole title.</summary>
internal sealed class DataMartNames(ConnectedCommand cmdlet) : Names("data mart", "Get-OwoxDataMart", "/api/data-marts")
{
    protected override IEnumerable<Named> Read()
    {
        var pager = new DataMartPager(ownerFilter: null, offset: 0);
        while (cmdlet.Call(pager.NextAsync) is { } page)
        {
            foreach (var mart in page.Items)
            {
                yield return new Named(mart.Id, mart.Title);
            }
        }
    }
}
