using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;

namespace Owox.PowerShell.Commands;

/// <summary>Streams the rows of data marts as objects or into files, and proves in the end that they are all.</summary>
[Cmdlet(VerbsData.Export, "OwoxDataMart", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxDataMartCommand : QueryCommand
{
    /// <summary>IDs of data marts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
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

    private protected override string[] Ids => Id!;

    private protected override string Kind => "data mart";

    private protected override bool IsSeries => Incremental;

    private protected override ExportSource Source(string id, string? title)
    {
        var query = Query(id);
        RequireWatermark();
        return new DataMartSource(query, title);
    }

    private protected override Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, ExportSource source, ExportTarget target, Action<long, long> progress, CancellationToken stop) => Incremental
        ? IncrementalExport.RunAsync(client, ((DataMartSource)source).Query, target, Watermark!, progress, stop)
        : base.ToFileAsync(client, source, target, progress, stop);

    private void RequireWatermark()
    {
        if (Incremental != (Watermark is not null))
        {
            throw Rules.RuleEntry.Invalid("-Incremental and -Watermark go together: the watermark is the column that tells new rows");
        }

        if (Incremental && Limit is not null)
        {
            throw Rules.RuleEntry.Invalid("-Incremental excludes -Limit: the next run would begin after rows that this one left out");
        }
    }
}
