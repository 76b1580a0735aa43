using System.Globalization;
using Owox.PowerShell.Commands.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Exports;

/// <summary>A data mart or a report whose rows are exported.</summary>
/// <param name="named">The known properties of the item.</param>
internal abstract class ExportSource(ResolvedItem named)
{
    public string Id => Named.Id;

    /// <summary>The name in messages: the title if it is known, otherwise the ID.</summary>
    public string Name => Named.Title ?? Id;

    /// <inheritdoc cref="ResolvedItem.FullName"/>
    public string FullName => Named.FullName;

    /// <summary>The schema of the data mart.</summary>
    public SchemaReader Schema { get; init; } = new();

    /// <summary>The warning about the export, known after the query was created, or null for none.</summary>
    public string? Warning { get; protected set; }

    /// <summary>Returns the query.</summary>
    public abstract Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken);

    /// <summary>Returns the title for the name of a file. It is requested if it is unknown.</summary>
    public async Task<string> TitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        Named.Title ?? await FindTitleAsync(client, cancellationToken).ConfigureAwait(false);

    /// <summary>The known properties of the item.</summary>
    protected ResolvedItem Named { get; } = named;

    protected abstract Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken);
}

/// <summary>A data mart and the query for its rows.</summary>
internal sealed class DataMartSource(ResolvedItem named, DataMartQuery query, DateRange? window) : ExportSource(named)
{
    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken) => window is null
        ? query
        : query with { Filter = [.. query.Filter, .. await window.RulesAsync(client, Id, Schema, cancellationToken).ConfigureAwait(false)] };

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        (await client.DataMarts.GetAsync(Id, cancellationToken).ConfigureAwait(false)).Title;
}

/// <summary>A report. It is read before the export, because it contains the columns and the data mart whose runs record the number of rows.</summary>
/// <param name="named">The known properties of the report.</param>
/// <param name="limit">The maximum number of rows; null for the saved limit.</param>
/// <param name="runTitle">The title in the record of the run, or null for none.</param>
/// <param name="readsTypes">Whether the types of the columns are needed.</param>
internal sealed class ReportSource(ResolvedItem named, long? limit, string? runTitle, bool readsTypes) : ExportSource(named)
{
    private const string Excel = "EXCEL";

    // The rows can be sent without the types.
    private static readonly TimeSpan SchemaTimeout = TimeSpan.FromSeconds(15);

    private Report? _report;

    public override async Task<RowQuery> QueryAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        var report = await FindReportAsync(client, cancellationToken).ConfigureAwait(false);
        if (report is not null && readsTypes && !client.Session.LacksOutputSchemas)
        {
            report.OutputSchema = await FindOutputSchemaAsync(client, cancellationToken).ConfigureAwait(false);
        }

        if (report?.Destination?.Type == Excel)
        {
            Warning = string.Format(
                CultureInfo.InvariantCulture,
                "{0} is an Excel report: the server records this export as a run of the report, and changes its LastRunAt and LastRunStatus.", FullName);
        }

        return new ReportQuery(Id, Named.DataMartId ?? report!.DataMartId) { Limit = limit, Definition = report, RunTitle = runTitle };
    }

    protected override async Task<string> FindTitleAsync(OwoxClient client, CancellationToken cancellationToken) =>
        (await ReportAsync(client, cancellationToken).ConfigureAwait(false)).Title;

    // If the data mart is known, the rows can be exported without the report.
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

    private async Task<ReportColumn[]?> FindOutputSchemaAsync(OwoxClient client, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(SchemaTimeout);
        try
        {
            return await client.Reports.GetOutputSchemaAsync(Id, limited.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OwoxException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<Report> ReportAsync(OwoxClient client, CancellationToken cancellationToken) =>
        _report ??= await client.Reports.GetAsync(Id, cancellationToken).ConfigureAwait(false);
}

/// <summary>Exports sources to the target that the parameters of the cmdlet specify: the pipeline, a file or a folder.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="target">The file or the folder; null for the pipeline.</param>
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
        else if (!cmdlet.ShouldProcess(source.FullName, "Stream the rows"))
        {
            return;
        }
        else if (cmdlet.AsDataReader)
        {
            new ReaderExport(cmdlet).Run(source, SetRunId);
        }
        else
        {
            new PipelineExport(cmdlet, ConversionOptions.From(cmdlet)).Run(source, SetRunId);
        }
    }

    /// <summary>Exports each source to a separate file in the folder.</summary>
    public void RunAll(IEnumerable<ExportSource> sources) => new DirectoryExport(cmdlet, target!).Run(sources);

    /// <summary>Rejects a second source for one file, because it would replace the rows of the first.</summary>
    /// <exception cref="OwoxConfigurationException">Several sources were specified for one file.</exception>
    public void RequireSingleFile(int sources)
    {
        if (cmdlet.Path is not null && !cmdlet.Append && (sources > 1 || _isFileUsed))
        {
            throw new OwoxConfigurationException(
                ErrorReason.PathInvalid, $"-Path specifies one file, for one {cmdlet.ResourceLabel}. To export several, use -Directory, or -Append if they have the same columns.");
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
