using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the triggers of a project, of data marts or of reports, with the time of their next run.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxTrigger", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Trigger))]
public sealed class GetOwoxTriggerCommand : ConnectionCmdletBase
{
    private const string ListSet = "List";
    private const string PipedSet = "Piped";

    private readonly HashSet<string> _unmatched = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<Trigger>? _ofProject;

    /// <summary>The IDs or full titles of data marts. Default: all of the project.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set => Bind(ref field, value); }

    /// <summary>Data marts and reports, whose triggers are listed; triggers, which are read again; or other objects with a DataMartId.</summary>
    [Parameter(ParameterSetName = PipedSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set => Bind(ref field, value); }

    /// <summary>The IDs of triggers.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(TriggerIdCompleter))]
    [Alias("TriggerId")]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only triggers of these reports: their IDs or full titles.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(ReportIdCompleter))]
    [ResourceIdTransformation("Report", typeof(Report))]
    [ValidateNotNullOrEmpty]
    public string[]? ReportId { get; set => Bind(ref field, value); }

    /// <summary>Only triggers of these types, for example REPORT_RUN.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TriggerTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set; }

    /// <summary>Only active triggers, which have a next run.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    // Requested once for all input objects whose data mart is unknown.
    private IReadOnlyList<Trigger> OfProject => _ofProject ??= Call(static (client, cancellationToken) => client.Triggers.ListAsync(cancellationToken));

    private protected override void ProcessInput()
    {
        if (ParameterSetName == PipedSet)
        {
            InvokeNonTerminating(InputObject, () => WritePiped(InputObject!));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName != ListSet)
        {
            return;
        }

        _unmatched.UnionWith(Id ?? []);
        string[]? reports = null;
        InvokeTerminating(ReportId, () => reports = ReportId?.Select(Reports.IdOf).ToArray());
        if (DataMartId is null)
        {
            InvokeTerminating(Connection, () => Write(OfProject, Id, reports));
        }

        foreach (var mart in DataMartId ?? [])
        {
            InvokeForItem(DataMartId!.Length, mart, () => Write(OfDataMart(DataMarts.IdOf(mart)), Id, reports));
        }

        foreach (var id in _unmatched)
        {
            InvokeForItem(Id!.Length, id, () => throw DataMarts.NotFound($"There is no trigger with the ID {id}, or this connection does not have access to it. Get-OwoxTrigger lists all triggers."));
        }
    }

    private void WritePiped(PSObject piped)
    {
        var (id, mart) = (PipedObject.Text(piped, "Id"), PipedObject.Text(piped, "DataMartId"));
        if (piped.BaseObject is string or Guid)
        {
            Write(OfDataMart(DataMarts.IdOf(piped.BaseObject.ToString()!)), null, null);
        }
        else if (PipedObject.Is<DataMart>(piped))
        {
            Write(OfDataMart(id!, PipedObject.Text(piped, "Title")), null, null);
        }
        else if (PipedObject.Is<Report>(piped))
        {
            Write(mart is null ? OfProject : OfDataMart(mart), null, [id!]);
        }
        else if (PipedObject.Is<Trigger>(piped))
        {
            Write(mart is null ? OfProject : OfDataMart(mart), [id!], null);
        }
        else
        {
            Write(OfDataMart(mart ?? id ?? throw PowerShell.Runs.RunFilter.Invalid(
                "The pipeline input is not a data mart, a report or a trigger, and it has no property DataMartId.")), null, null);
        }
    }

    private IReadOnlyList<Trigger> OfDataMart(string dataMartId, string? title = null) => Call(async (client, cancellationToken) =>
    {
        var mart = new DataMartReference { Id = dataMartId, Title = title ?? DataMarts.TitleOf(dataMartId) };
        var triggers = await client.Triggers.ListAsync(mart, cancellationToken).ConfigureAwait(false);
        if (triggers.Count == 0)
        {
            // The server also returns an empty list for an unknown data mart.
            _ = await client.DataMarts.GetAsync(dataMartId, cancellationToken).ConfigureAwait(false);
        }

        return triggers;
    });

    private void Write(IEnumerable<Trigger> triggers, string[]? ids, string[]? reportIds)
    {
        foreach (var trigger in triggers.Where(t => WildcardFilter.IsAmong(ids, t.Id)))
        {
            _unmatched.Remove(trigger.Id);
            if (WildcardFilter.IsAmong(reportIds, trigger.ReportId) && WildcardFilter.IsAmong(Type, trigger.Type) && (!Active || trigger.IsActive == true))
            {
                WriteObject(trigger);
            }
        }
    }
}
