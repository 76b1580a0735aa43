
namespace Owox.PowerShell.Inventory;

/// <summary>Finds data marts by ID or by whole title.</summary>
internal sealed class DataMartResolver(ConnectionCmdletBase cmdlet) : TitleResolver("data mart", "Get-OwoxDataMart", "/api/data-marts")
{
    protected override IEnumerable<ResolvedItem> Read()
    {
        var pager = new DataMartPager(ownerFilter: null, offset: 0);
        while (cmdlet.Call(pager.NextAsync) is { } page)
        {
            foreach (var mart in page.Items)
            {
                yield return new ResolvedItem(mart.Id, mart.Title);
            }
        }
    }
}
