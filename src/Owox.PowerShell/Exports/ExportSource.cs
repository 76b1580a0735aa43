using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>Something whose rows are exported.</summary>
/// <param name="named">What it is, as far as that is known.</param>
internal abstract class ExportSource(ResolvedItem named)
{
    public string Id => Named.Id;

    /// <summary>How messages call it, as far as it is known.</summary>
    public string Name => Named.Title ?? Id;

    /// <inheritdoc cref="ResolvedItem.FullName"/>
    public string FullName => Named.FullName;

    /// <summary>The schema of its data mart.</summary>
    public SchemaReader Schema { get; } = new();

    /// <summary>What to ask for.</summary>
    public abstract Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken);

    /// <summary>Its title, for the name of a file; asked for where it is not known.</summary>
    public async Task<string> TitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        Named.Title ?? await FindTitleAsync(client, cancellationToken).ConfigureAwait(false);

    /// <summary>What it is, as far as that is known.</summary>
    protected ResolvedItem Named { get; } = named;

    protected abstract Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken);
}
