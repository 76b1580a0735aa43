using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the insight templates of the project or of data marts, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxInsightTemplate", DefaultParameterSetName = ListSet)]
[OutputType(typeof(InsightTemplate))]
public sealed class GetOwoxInsightTemplateCommand : ReadCommand
{
    /// <summary>Titles, with wildcards, case ignored. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = DataMartSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set; }

    /// <summary>IDs of insight templates.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InsightTemplateId")]
    [ArgumentCompleter(typeof(InsightTemplateIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Data marts, or their IDs, whose insight templates are wanted.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference), OnlyItself = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    /// <summary>Gets the text and the sources of each, with a call for each. -Id brings them by itself.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = DataMartSet)]
    public SwitchParameter Detailed { get; set; }

    private TitleFilter? _titles;
    private List<InsightTemplate>? _all;

    private TitleFilter Titles => _titles ??= new TitleFilter(Title);

    protected override void ProcessRecord()
    {
        foreach (var id in Id ?? [])
        {
            OrReport(id, () => WriteById(id));
        }

        foreach (var id in DataMartId ?? [])
        {
            OrReport(id, () => Write(Call((client, stop) => client.InsightTemplates.OfDataMartAsync(id, stop))));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListing)
        {
            OrTerminate(Connection, () => Write(All(InsightTemplateResource.Pager())));
        }

        if (IsListing || DataMartId is not null)
        {
            ReportUnmatched(Titles, "insight template");
        }
    }

    private void Write(IEnumerable<InsightTemplate> templates)
    {
        foreach (var template in templates.Where(template => Titles.IsMatch(template.Title)))
        {
            OrReport(template.Id, () => WriteObject(Detailed ? WithText(template) : template));
        }
    }

    // One is got by the ID of its data mart, too, which the list tells.
    private void WriteById(string id)
    {
        _all ??= All(InsightTemplateResource.Pager()).ToList();
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
