using System.Collections.Generic;
using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the reports of the project or of data marts, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxReport", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Report))]
public sealed class GetOwoxReportCommand : PartCommand<Report>
{
    /// <summary>IDs or whole titles of reports.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReportId")]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Only those that have owners, or only those that have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public OwnerFilter? OwnerFilter { get; set; }

    private protected override string Kind => "report";

    protected override void ProcessRecord()
    {
        foreach (var name in Id ?? [])
        {
            OrReport(name, () => Get(Reports.IdOf(name)));
        }

        base.ProcessRecord();
    }

    private protected override IEnumerable<Report> OfProject() => All(ReportResource.Pager(OwnerFilter.ToQuery()));

    private protected override IEnumerable<Report> OfDataMart(string id) => Call((client, stop) => client.Reports.OfDataMartAsync(id, stop));

    private protected override bool IsMatch(TitleFilter titles, Report item) => titles.IsMatch(item.Title, item.Id);

    private void Get(string id) => WriteObject(Call((client, stop) => client.Reports.GetAsync(id, stop)));
}
