using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>Something whose rows are exported.</summary>
/// <param name="named">What it is, as far as that is known.</param>
internal abstract class ExportSource(Named named)
{
    public string Id => Named.Id;

    /// <summary>How messages call it, as far as it is known.</summary>
    public string Name => Named.Title ?? Id;

    /// <inheritdoc cref="Named.FullName"/>
    public string FullName => Named.FullName;

    /// <summary>What to ask for.</summary>
    public abstract Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken stop);

    /// <summary>Its title, for the name of a file; asked for where it is not known.</summary>
    public async Task<string> TitleAsync(OwoxClient client, CancellationToken stop) =>
        Named.Title ?? await FindTitleAsync(client, stop).ConfigureAwait(false);

    /// <summary>What it is, as far as that is known.</summary>
    protected Named Named { get; } = named;

    protected abstract Task<string> FindTitleAsync(OwoxClient client, CancellationToken stop);
}
