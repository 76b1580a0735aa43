using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Exports;

/// <summary>Exports the rows of data marts as objects or to files, and verifies at the end that all rows were received.</summary>
[Cmdlet(VerbsData.Export, "OwoxDataMart", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), typeof(OwoxDataReader), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxDataMartCommand : ExportCmdletBase
{
    /// <summary>The IDs or full titles of data marts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Exports only the rows since the last run, based on -Watermark. -Path then specifies a series of files.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Incremental { get; set => Bind(ref field, value); }

    /// <summary>The DATE, DATETIME or TIMESTAMP column with the time when a row was added or changed; for -Incremental.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Watermark { get; set => Bind(ref field, value); }

    /// <summary>The time zone of a DATE or DATETIME watermark: an IANA name such as Europe/Berlin, or a Windows name. Default: UTC.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? WatermarkTimeZone { get; set => Bind(ref field, value); }

    /// <summary>The exact names of columns in the requested order, case-sensitive. Default: all native columns.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Column { get; set; }

    /// <summary>All native columns, followed by the columns of -Column.</summary>
    [Parameter]
    public SwitchParameter AllColumns { get; set; }

    /// <summary>All native columns and all joined columns. Cannot be combined with -Column.</summary>
    [Parameter]
    public SwitchParameter IncludeJoined { get; set; }

    /// <summary>
    /// Conditions that are combined with AND: script blocks as for Where-Object, rules from New-OwoxFilter, hashtables or JSON text.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Filter { get; set; }

    /// <summary>Sort keys, such as 'date desc': text, rules from New-OwoxSort, hashtables or JSON text.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SortCompleter))]
    [ValidateNotNull]
    public object[]? Sort { get; set; }

    /// <summary>Columns to aggregate, such as @{revenue='SUM'}: hashtables, rules from New-OwoxAggregation or JSON text. Requires -Column.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AggregationCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Aggregation { get; set; }

    /// <summary>
    /// Date columns to truncate to the day, week, month, quarter or year, such as @{date='MONTH'}: hashtables, rules from New-OwoxDateBucket
    /// or JSON text. Requires -Column.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DateBucketCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? DateBucket { get; set; }

    /// <summary>The date or time column for -Since, -Until and -LastDays.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DateColumnCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DateColumn { get; set; }

    /// <summary>Only rows whose -DateColumn is at or after this time.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only rows whose -DateColumn is before this time.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only rows whose -DateColumn is today or within this number of days before today, 1 to 3650.</summary>
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
