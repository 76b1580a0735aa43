using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the reports of the project or of data marts, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxReport", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Report))]
public sealed class GetOwoxReportCommand : ReadCommand
{
    /// <summary>Titles, with wildcards, case ignored. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = DataMartSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set; }

    /// <summary>IDs of reports.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReportId")]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Data marts, or their IDs, whose reports are wanted.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference), OnlyItself = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    /// <summary>Only those that have owners, or only those that have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public OwnerFilter? OwnerFilter { get; set; }

    private TitleFilter? _titles;

    private TitleFilter Titles => _titles ??= new TitleFilter(Title);

    protected override void ProcessRecord()
    {
        foreach (var id in Id ?? [])
        {
            GetOne(id, (client, stop) => client.Reports.GetAsync(id, stop));
        }

        foreach (var id in DataMartId ?? [])
        {
            OrReport(id, () => WriteObject(
                Call((client, stop) => client.Reports.OfDataMartAsync(id, stop)).Where(report => Titles.IsMatch(report.Title)), enumerateCollection: true));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListing)
        {
            OrTerminate(Connection, List);
        }

        if (IsListing || DataMartId is not null)
        {
            ReportUnmatched(Titles, "report");
        }
    }

    // One by one: a later command that has had enough stops the reading of pages.
    private void List()
    {
        foreach (var report in All(ReportResource.Pager(OwnerFilter.ToQuery())).Where(report => Titles.IsMatch(report.Title)))
        {
            WriteObject(report);
        }
    }
}
