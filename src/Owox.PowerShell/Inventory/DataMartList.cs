using Owox.PowerShell.Commands.Inventory;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Inventory;

/// <summary>Lists data marts with the filters of Get-OwoxDataMart, one page at a time.</summary>
internal sealed class DataMartList(GetOwoxDataMartCommand cmdlet)
{
    private Dictionary<string, long>? _columnCounts;

    // The server supports skipping and counting but not these filters. With a filter, this class skips and counts.
    private bool IsFiltered => cmdlet.Title is not null || cmdlet.Status is not null || cmdlet.StorageType is not null || cmdlet.StorageId is not null;

    /// <summary>Writes the data marts, and an error for each title without a match.</summary>
    public void Write()
    {
        var titles = new WildcardFilter(cmdlet.Title);
        _columnCounts = ReadColumnCounts();
        var matches = titles.Choose(ReadPages().SelectMany(static page => page.Items), static mart => mart.Title, static mart => mart.Id, IsWanted);
        if (IsFiltered && cmdlet.IncludeTotalCount)
        {
            var all = matches.ToArray();
            WriteTotal(all.Length);
            matches = all;
        }

        if (WriteRange(matches))
        {
            cmdlet.WriteUnmatched(titles, "data mart");
        }
    }

    // Returns false if data marts were omitted, so that titles without a match are unknown.
    private bool WriteRange(IEnumerable<DataMart> matches)
    {
        var (skip, left) = (IsFiltered ? cmdlet.Skip ?? 0 : 0, cmdlet.First ?? ulong.MaxValue);
        foreach (var mart in matches)
        {
            if (skip > 0)
            {
                skip--;
                continue;
            }

            if (left-- == 0)
            {
                return false;
            }

            mart.ColumnCount = _columnCounts?[mart.Id];
            cmdlet.Write(mart);
        }

        return true;
    }

    // The list of all data marts does not contain the IDs of their storages; the list of a storage's data marts does.
    private Dictionary<string, long>? ReadColumnCounts() => cmdlet.StorageId?
        .SelectMany(id => cmdlet.Call((client, cancellationToken) => client.Schema.GetColumnCountsAsync(id, cancellationToken)))
        .ToDictionary(static count => count.Key, static count => count.Value, StringComparer.Ordinal);

    private bool IsWanted(DataMart mart) =>
        _columnCounts?.ContainsKey(mart.Id) != false
        && WildcardFilter.IsAmong(cmdlet.Status, mart.Status)
        && WildcardFilter.IsAmong(cmdlet.StorageType, mart.StorageType);

    private void WriteTotal(long? total) => cmdlet.WriteObject(TotalCount.Create(total));

    private IEnumerable<Page<DataMart>> ReadPages()
    {
        var offset = IsFiltered ? 0 : (int)(cmdlet.Skip ?? 0);
        var first = true;
        foreach (var page in cmdlet.ReadPages(client => client.DataMarts.ListPagesAsync(cmdlet.OwnerFilter.ToQuery(), offset)))
        {
            if (first && !IsFiltered && cmdlet.IncludeTotalCount)
            {
                WriteTotal(page.Total);
            }

            first = false;
            yield return page;
        }
    }
}
