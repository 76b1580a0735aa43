using Owox.PowerShell.Commands.Exports;
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

/// <summary>A data mart, and the rows of it that are wanted.</summary>
internal sealed class DataMartSource(ResolvedItem named, DataMartQuery query, DateRange? window) : ExportSource(named)
{
    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken) => window is null
        ? query
        : query with { Filter = [.. query.Filter, .. await window.RulesAsync(client, Id, Schema, cancellationToken).ConfigureAwait(false)] };

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        (await client.DataMarts.GetAsync(Id, cancellationToken).ConfigureAwait(false)).Title;
}

/// <summary>A report. It is looked up first: it tells its columns, and whose runs record how many rows were sent.</summary>
/// <param name="named">Its name.</param>
/// <param name="limit">How many rows at the most.</param>
/// <param name="runTitle">The title that the record of the run shows; null for none.</param>
internal sealed class ReportSource(ResolvedItem named, long? limit, string? runTitle) : ExportSource(named)
{
    private Report? _report;

    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        var report = await FindReportAsync(client, cancellationToken).ConfigureAwait(false);
        return new ReportQuery(Id, Named.DataMartId ?? report!.DataMartId) { Limit = limit, Definition = report, RunTitle = runTitle };
    }

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        (await ReportAsync(client, cancellationToken).ConfigureAwait(false)).Title;

    // Where its data mart is known, its rows can be had without it.
    private async Task<Report?> FindReportAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await ReportAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (OwoxApiException) when (Named.DataMartId is not null)
        {
            return null;
        }
    }

    private async Task<Report> ReportAsync(OwoxClient client, CancellationToken cancellationToken) =>
        _report ??= await client.Reports.GetAsync(Id, cancellationToken).ConfigureAwait(false);
}

/// <summary>Exports sources to where the parameters of the cmdlet say: the pipeline, a file or a folder.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="target">The file or the folder. Null for the pipeline.</param>
internal sealed class SourceExport(ExportCmdletBase cmdlet, FileExportOptions? target)
{
    private bool _isFileUsed;

    /// <summary>Exports one source to the pipeline or to the file.</summary>
    public void Run(ExportSource source)
    {
        if (target is not null)
        {
            _isFileUsed = true;
            new FileExport(cmdlet).Run(source, target);
        }
        else if (cmdlet.ShouldProcess(source.FullName, "Stream the rows"))
        {
            new PipelineExport(cmdlet, ConversionOptions.From(cmdlet)).Run(source, SetRunId);
        }
    }

    /// <summary>Exports each source to its own file in the folder.</summary>
    public void RunAll(IEnumerable<ExportSource> sources) => new DirectoryExport(cmdlet, target!).Run(sources);

    /// <summary>Rejects a second source for one file, because it would replace the rows of the first.</summary>
    /// <exception cref="OwoxConfigurationException">There are several sources for one file.</exception>
    public void RequireSingleFile(int sources)
    {
        if (cmdlet.Path is not null && !cmdlet.Append && (sources > 1 || _isFileUsed))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"-Path is one file, for one {cmdlet.ResourceLabel}. Write several with -Directory, or with -Append those that have the same columns.");
        }
    }

    private void SetRunId(string? runId)
    {
        if (cmdlet.RunIdVariable is not null)
        {
            cmdlet.SessionState.PSVariable.Set(cmdlet.RunIdVariable, runId);
        }
    }
}
