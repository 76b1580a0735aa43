using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Exports;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands;

/// <summary>Streams the rows of data marts as objects or into files, and proves in the end that they are all.</summary>
[Cmdlet(VerbsData.Export, "OwoxDataMart", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxRow), ParameterSetName = [ObjectSet])]
[OutputType(typeof(OwoxExportResult), ParameterSetName = [PathSet, DirectorySet])]
public sealed class ExportOwoxDataMartCommand : QueryCommand
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>Data marts: their IDs or whole titles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference))]
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

    /// <summary>The time zone that a DATE or DATETIME watermark is in, such as Europe/Berlin. Default: UTC.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ValidateNotNullOrEmpty]
    public string? WatermarkTimeZone { get; set; }

    private protected override string[] Given => Id!;

    private protected override Names Names => DataMarts;

    private protected override string Kind => "data mart";

    private protected override bool IsSeries => Incremental;

    private protected override ExportSource Source(Named named)
    {
        var query = Query(named.Id);
        RequireWatermark();
        query.Check();
        _zone = Zone();
        return new DataMartSource(named, query, Window);
    }

    private protected override async Task<OwoxExportResult?> ToFileAsync(
        OwoxClient client, RowQuery query, ExportTarget target, Action<long, long> progress, CancellationToken stop) => Incremental
        ? await IncrementalExport.RunAsync(client, (DataMartQuery)query, target, new Watermark(Watermark!, _zone), progress, stop).ConfigureAwait(false)
        : await RowExport.ToFileAsync(client, query, target, progress, stop).ConfigureAwait(false);

    private void RequireWatermark()
    {
        if (Incremental != (Watermark is not null))
        {
            throw Rules.RuleEntry.Invalid("-Incremental and -Watermark go together: the watermark is the column that tells new rows");
        }

        if (WatermarkTimeZone is not null && Watermark is null)
        {
            throw Rules.RuleEntry.Invalid("-WatermarkTimeZone is the zone of the column of -Watermark");
        }

        if (Incremental && Limit is not null)
        {
            throw Rules.RuleEntry.Invalid("-Incremental excludes -Limit: the next run would begin after rows that this one left out");
        }
    }

    private TimeZoneInfo Zone()
    {
        try
        {
            return WatermarkTimeZone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(WatermarkTimeZone);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw Rules.RuleEntry.Invalid($"this machine knows no time zone '{WatermarkTimeZone}'; [TimeZoneInfo]::GetSystemTimeZones() lists those that it knows");
        }
    }
}
