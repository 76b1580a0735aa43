using System.Collections.Generic;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the reports of the project or of data marts, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxReport", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Report))]
public sealed class GetOwoxReportCommand : PartCommand<Report>
{
    private const string TriggerSet = "Trigger";

    /// <summary>IDs or whole titles of reports.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReportId")]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ToIdOf("Report", typeof(Report))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Schedules of reports: the report of each is got.</summary>
    [Parameter(ParameterSetName = TriggerSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Trigger? InputObject { get; set; }

    /// <summary>Only those that have owners, or only those that have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public OwnerFilter? OwnerFilter { get; set; }

    private protected override string Kind => "report";

    protected override void ProcessRecord()
    {
        if (InputObject is { ReportId: null } other)
        {
            WriteMissing($"The schedule {other.Id} ({other.Type}) is none of a report.", other.Id);
        }

        foreach (var name in InputObject?.ReportId is { } ofTrigger ? [ofTrigger] : Id ?? [])
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
