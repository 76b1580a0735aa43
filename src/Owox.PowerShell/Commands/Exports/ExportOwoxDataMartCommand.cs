using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>Streams the rows of data marts as objects or into files, and proves in the end that they are all.</summary>
[Cmdlet(VerbsData.Export, "OwoxDataMart", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxDataMartCommand : QueryCmdletBase
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>Data marts: their IDs or whole titles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Exports only what came since the last run, by -Watermark. -Path then names a series of files.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Incremental { get; set; }

    /// <summary>The DATE, DATETIME or TIMESTAMP column that tells when a row came or changed; for -Incremental.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Watermark { get; set; }

    /// <summary>The time zone of a DATE or DATETIME watermark: an IANA name such as Europe/Berlin, or a Windows name. Default: UTC.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? WatermarkTimeZone { get; set; }

    private protected override string[] InputItems => Id!;

    private protected override TitleResolver Names => DataMarts;

    private protected override string ResourceLabel => "data mart";

    private protected override bool WritesFileSeries => Incremental;

    private protected override ExportSource Source(ResolvedItem named)
    {
        var query = Query(named.Id);
        RequireWatermark();
        query.Check();
        _zone = WatermarkTimeZone is null ? TimeZoneInfo.Utc : TimeZoneArgument.Zone(WatermarkTimeZone);
        return new DataMartSource(named, query, Window);
    }

    private protected override async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, SchemaReader schema, FileExportOptions target, Action<long, long> progress, CancellationToken cancellationToken) => Incremental
        ? await IncrementalExport.RunAsync(client, (DataMartQuery)query, schema, target, new Watermark(Watermark!, _zone), progress, cancellationToken).ConfigureAwait(false)
        : await RowExporter.ToFileAsync(client, query, schema, target, progress, cancellationToken).ConfigureAwait(false);

    private void RequireWatermark()
    {
        if (Incremental != (Watermark is not null))
        {
            throw Rules.RuleParts.Invalid("-Incremental and -Watermark go together: the watermark is the column that tells new rows");
        }

        if (WatermarkTimeZone is not null && Watermark is null)
        {
            throw Rules.RuleParts.Invalid("-WatermarkTimeZone is the zone of the column of -Watermark");
        }

        if (Incremental && Limit is not null)
        {
            throw Rules.RuleParts.Invalid("-Incremental excludes -Limit: the next run would begin after rows that this one left out");
        }
    }
}
