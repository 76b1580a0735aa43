using System.Management.Automation;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the insight templates of the project or of data marts, or returns templates by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxInsightTemplate", DefaultParameterSetName = ListSet)]
[OutputType(typeof(InsightTemplate))]
public sealed class GetOwoxInsightTemplateCommand : DataMartChildCmdletBase<InsightTemplate>
{
    /// <summary>IDs of insight templates.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InsightTemplateId")]
    [ArgumentCompleter(typeof(InsightTemplateIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Includes the text and the sources, with one request per template. -Id includes them automatically.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = DataMartSet)]
    public SwitchParameter Detailed { get; set => Bind(ref field, value); }

    private List<InsightTemplate>? _all;

    private protected override string ResourceLabel => "insight template";

    private protected override void ProcessInput()
    {
        foreach (var id in Id ?? [])
        {
            InvokeNonTerminating(id, () => WriteById(id));
        }

        base.ProcessInput();
    }

    private protected override IEnumerable<InsightTemplate> OfProject() => ReadAll(static client => client.InsightTemplates.ListPagesAsync());

    private protected override IEnumerable<InsightTemplate> OfDataMart(string id) =>
        Call((client, cancellationToken) => client.InsightTemplates.ListByDataMartAsync(id, cancellationToken));

    private protected override string TitleOf(InsightTemplate item) => item.Title;

    private protected override string IdOf(InsightTemplate item) => item.Id;

    private protected override void Write(InsightTemplate item) =>
        InvokeNonTerminating(item.Id, () => WriteObject(Detailed ? WithText(item) : item));

    // A request by ID also requires the ID of the data mart, which the list contains.
    private void WriteById(string id)
    {
        _all ??= OfProject().ToList();
        if (_all.Find(template => template.Id == id) is { } found)
        {
            WriteObject(WithText(found));
        }
        else
        {
            WriteNotFound($"There is no insight template with the ID '{id}', or this connection does not have access to it.", id);
        }
    }

    private InsightTemplate WithText(InsightTemplate template)
    {
        if (template.DataMart is not { } mart)
        {
            return template;
        }

        var detail = Call((client, cancellationToken) => client.InsightTemplates.GetAsync(mart.Id, template.Id, cancellationToken));
        detail.DataMart = mart;
        return detail;
    }
}
