using System.Threading;
using System.Threading.Tasks;
using Owox.Http;

namespace Owox.PowerShell.Exports;

/// <summary>Something whose rows are exported.</summary>
/// <param name="id">Its ID.</param>
/// <param name="title">Its title, where that is known.</param>
internal abstract class ExportSource(string id, string? title)
{
    public string Id { get; } = id;

    /// <summary>How messages call it, as far as it is known.</summary>
    public string Name => title ?? Id;

    /// <summary>What it is called, and which one of that name it is.</summary>
    public string FullName => ServerText.Clean(title is null ? Id : $"{title} ({Id})", [])!;

    /// <summary>What to ask for.</summary>
    public abstract Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop);

    /// <summary>Its title, for the name of a file; asked for where it is not known.</summary>
    public async Task<string> TitleAsync(OwoxClient client, CancellationToken stop) =>
        title ?? await FindTitleAsync(client, stop).ConfigureAwait(false);

    protected abstract Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop);
}
