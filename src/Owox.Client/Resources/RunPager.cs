using Owox.Resources;
using Owox.Resources.Paging;

namespace Owox;

/// <summary>Walks the runs of a project or of one data mart, the newest first, each of them once.</summary>
/// <param name="dataMartId">The data mart; null for the whole project.</param>
public sealed class RunPager(string? dataMartId)
{
    // The last offset that the server heeds in a project's list; it takes any beyond for this one.
    private const int FarthestOfProject = 100_000;

    private readonly OffsetPager<Run> _pages = new(
        dataMartId is null ? RunsClient.ProjectPath : RunsClient.RunsPath(dataMartId),
        (connection, path, cancellationToken) => ReadAsync(connection, path, dataMartId, cancellationToken),
        static run => run.Id,
        dataMartId is null ? FarthestOfProject : null);

    /// <summary>Whether the server shows no runs older than the last page's.</summary>
    public bool IsCutOff => _pages.IsCutOff;

    /// <summary>The next page; null after the last.</summary>
    /// <param name="connection">Sends the request.</param>
    /// <param name="wanted">How many more are wanted at the most; null for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<Run[]?> NextAsync(ApiConnection connection, int? wanted, CancellationToken cancellationToken) =>
        _pages.NextAsync(connection, wanted, cancellationToken);

    private static async Task<Run[]> ReadAsync(ApiConnection connection, string path, string? dataMartId, CancellationToken cancellationToken)
    {
        var page = await connection.GetAsync(path, OwoxJsonContext.Default.RunPage, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(page.Runs, run => run.WithDataMartId(dataMartId));
    }
}
