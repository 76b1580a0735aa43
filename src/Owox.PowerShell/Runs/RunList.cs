namespace Owox.PowerShell.Runs;

/// <summary>Reads the runs that a filter selects, newest first, one page at a time.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="filter">Selects runs.</param>
/// <param name="skip">The number of runs to skip.</param>
/// <param name="first">The maximum number of runs to return after that.</param>
internal sealed class RunList(ConnectionCmdletBase cmdlet, RunFilter filter, ulong skip, ulong first)
{
    /// <summary>Returns the runs of a data mart or of the project.</summary>
    public IEnumerable<Run> Read(string? dataMartId)
    {
        var (toSkip, left) = (skip, first);
        if (left == 0)
        {
            yield break;
        }

        foreach (var run in ReadPages(dataMartId).Where(filter.IsMatch))
        {
            if (toSkip > 0)
            {
                toSkip--;
                continue;
            }

            yield return run;
            if (--left == 0)
            {
                yield break;
            }
        }
    }

    private IEnumerable<Run> ReadPages(string? dataMartId)
    {
        var isTruncated = false;
        var wanted = filter.IsEmpty && first < int.MaxValue && first + skip < int.MaxValue ? (int)(first + skip) : (int?)null;
        foreach (var page in cmdlet.ReadPages(client => client.Runs.ListPagesAsync(dataMartId, wanted)))
        {
            isTruncated = page.IsTruncated;
            foreach (var run in page.Items)
            {
                yield return run;
            }

            // Runs are sorted by time. If the last one of a page is too early, all later pages are too early as well.
            if (page.Items.Count > 0 && filter.IsTooEarly(page.Items[page.Items.Count - 1]))
            {
                yield break;
            }
        }

        if (isTruncated)
        {
            cmdlet.WriteWarning("The server lists only the newest 100,000 runs of a project. Specify a data mart with -DataMartId to list its older runs.");
        }
    }
}
