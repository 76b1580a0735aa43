using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the insight templates of the project or of data marts, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxInsightTemplate", DefaultParameterSetName = ListSet)]
[OutputType(typeof(InsightTemplate))]
public sealed class GetOwoxInsightTemplateCommand : PartCommand<InsightTemplate>
{
    /// <summary>IDs of insight templates.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InsightTemplateId")]
    [ArgumentCompleter(typeof(InsightTemplateIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Gets the text and the sources of each, with a call for each. -Id brings them by itself.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = DataMartSet)]
    public SwitchParameter Detailed { get; set; }

    private List<InsightTemplate>? _all;

    private protected override string Kind => "insight template";

    protected override void ProcessRecord()
    {
        foreach (var id in Id ?? [])
        {
            OrReport(id, () => WriteById(id));
        }

        base.ProcessRecord();
    }

    private protected override IEnumerable<InsightTemplate> OfProject() => All(InsightTemplateResource.Pager());

    private protected override IEnumerable<InsightTemplate> OfDataMart(string id) =>
        Call((client, stop) => client.InsightTemplates.OfDataMartAsync(id, stop));

    private protected override bool IsMatch(TitleFilter titles, InsightTemplate item) => titles.IsMatch(item.Title, item.Id);

    private protected override void Write(InsightTemplate item) =>
        OrReport(item.Id, () => WriteObject(Detailed ? WithText(item) : item));

    // One is got by the ID of its data mart, too, which the list tells.
    private void WriteById(string id)
    {
        _all ??= OfProject().ToList();
        if (_all.Find(template => template.Id == id) is { } found)
        {
            WriteObject(WithText(found));
        }
        else
        {
            WriteMissing($"There is no insight template with the ID '{id}', or this connection may not see it.", id);
        }
    }

    private InsightTemplate WithText(InsightTemplate template)
    {
        if (template.DataMart is not { } mart)
        {
            return template;
        }

        var detail = Call((client, stop) => client.InsightTemplates.GetAsync(mart.Id, template.Id, stop));
        detail.DataMart = mart;
        return detail;
    }
}
