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
public sealed class ExportOwoxDataMartCommand : ExportCmdletBase
{
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

    /// <summary>Exact names of columns, in the order wanted; case counts. Default: all native columns.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Column { get; set; }

    /// <summary>All native columns, with those of -Column after them.</summary>
    [Parameter]
    public SwitchParameter AllColumns { get; set; }

    /// <summary>All native columns and all joined ones. Excludes -Column.</summary>
    [Parameter]
    public SwitchParameter IncludeJoined { get; set; }

    /// <summary>Conditions, all of which a row must meet: blocks such as Where-Object takes, rules of New-OwoxFilter, hashtables, JSON text, mixed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Filter { get; set; }

    /// <summary>Keys to sort by, such as 'date desc': text, rules of New-OwoxSort, hashtables, JSON text.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SortCompleter))]
    [ValidateNotNull]
    public object[]? Sort { get; set; }

    /// <summary>Columns to aggregate, such as @{revenue='SUM'}: tables, rules of New-OwoxAggregation, JSON text. Needs -Column.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AggregationCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Aggregation { get; set; }

    /// <summary>Date columns to cut to their day, week, month, quarter or year, such as @{date='MONTH'}: tables, rules of New-OwoxDateBucket, JSON text. Needs -Column.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DateBucketCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? DateBucket { get; set; }

    /// <summary>The date or time column that -Since, -Until and -LastDays are about.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DateColumn { get; set; }

    /// <summary>Only rows whose -DateColumn is this or later.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only rows whose -DateColumn is earlier than this.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only rows whose -DateColumn is today or one of this many days before it, 1 to 3650.</summary>
    [Parameter]
    [NumberRange(1, 3_650)]
    [SingleValue]
    public int? LastDays { get; set; }

    private protected override string[] InputItems => Id!;

    private protected override TitleResolver Resolver => DataMarts;

    internal override string ResourceLabel => "data mart";

    internal override bool WritesFileSeries => Incremental;

    private DataMartQueryBuilder Query => new(this);

    private protected override ExportSource CreateSource(ResolvedItem item) => new DataMartSource(item, Query.Build(item.Id), Query.Range);

    internal override async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, SchemaReader schema, FileExportOptions target, Action<long, long> progress, CancellationToken cancellationToken) => Incremental
        ? await IncrementalExport.RunAsync(client, (DataMartQuery)query, schema, target, new Watermark(Watermark!, Query.WatermarkZone), progress, cancellationToken).ConfigureAwait(false)
        : await base.ToFileAsync(client, query, schema, target, progress, cancellationToken).ConfigureAwait(false);
}
