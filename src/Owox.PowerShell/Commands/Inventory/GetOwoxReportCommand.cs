using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the reports of the project or of data marts, or returns reports by ID or title.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxReport", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Report))]
public sealed class GetOwoxReportCommand : DataMartChildCmdletBase<Report>
{
    private const string TriggerSet = "Trigger";

    private bool _isTooOld;

    /// <summary>The IDs or full titles of reports.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReportId")]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ResourceIdTransformation("Report", typeof(Report))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Triggers of reports. The report of each trigger is returned.</summary>
    [Parameter(ParameterSetName = TriggerSet, Mandatory = true, ValueFromPipeline = true)]
    [SingleValue]
    [ValidateNotNull]
    public Trigger? InputObject { get; set => Bind(ref field, value); }

    /// <summary>Only items with owners, or only items without owners.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SingleValue]
    public OwnershipFilter? OwnerFilter { get; set => Bind(ref field, value); }

    /// <summary>Gets the columns of the rows of each report, with a call for each. Servers list them since 0.33.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override string ResourceLabel => "report";

    private protected override void ProcessInput()
    {
        if (InputObject is { ReportId: null } other)
        {
            WriteNotFound($"The trigger {other.Id} ({other.Type}) does not belong to a report.", other.Id);
        }

        foreach (var name in InputObject?.ReportId is { } ofTrigger ? [ofTrigger] : Id ?? [])
        {
            InvokeNonTerminating(name, () => Get(Reports.IdOf(name)));
        }

        base.ProcessInput();
    }

    private protected override IEnumerable<Report> OfProject() => ReadAll(client => client.Reports.ListPagesAsync(OwnerFilter.ToQuery()));

    private protected override IEnumerable<Report> OfDataMart(string id) => Call((client, cancellationToken) => client.Reports.ListByDataMartAsync(id, cancellationToken));

    private protected override string TitleOf(Report item) => item.Title;

    private protected override string IdOf(Report item) => item.Id;

    private protected override void Write(Report item)
    {
        if (!Detailed)
        {
            WriteObject(item);
            return;
        }

        InvokeNonTerminating(item.Id, () =>
        {
            item.OutputSchema = _isTooOld ? null : Call((client, cancellationToken) => client.Reports.GetOutputSchemaAsync(item.Id, cancellationToken));
            if (item.OutputSchema is null && !_isTooOld)
            {
                _isTooOld = true;
                WriteWarning("The server does not return the columns of reports, so OutputSchema is empty. The columns require server version 0.33 or later.");
            }

            WriteObject(item);
        });
    }

    private void Get(string id) => Write(Call((client, cancellationToken) => client.Reports.GetAsync(id, cancellationToken)));
}
