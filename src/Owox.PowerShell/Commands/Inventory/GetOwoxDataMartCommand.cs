using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the data marts of a project, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataMart", DefaultParameterSetName = ListSet)]
[OutputType(typeof(DataMart))]
public sealed class GetOwoxDataMartCommand : TitledListCmdletBase
{
    private const string PartSet = "Part";

    /// <summary>IDs or whole titles of data marts.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Runs, schedules and other things of data marts: the data mart of each is got.</summary>
    [Parameter(ParameterSetName = PartSet, Mandatory = true, ValueFromPipeline = true)]
    [SingleValue]
    [ValidateNotNull]
    public IDataMartScoped? InputObject { get; set; }

    /// <summary>Only those with this status: Published or Draft.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(DataMartStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set; }

    /// <summary>Only those over storages of this type, for example GOOGLE_BIGQUERY.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageType { get; set; }

    /// <summary>Only those over this storage, with the number of their columns: its ID.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ResourceIdTransformation("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageId { get; set; }

    /// <summary>Gets the definition and the columns of each, with a call for each. -Id brings them by itself.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>How many data marts at the most.</summary>
    [Parameter]
    [SingleValue]
    public ulong? First { get; set; }

    /// <summary>How many data marts to leave out before the first one.</summary>
    [Parameter]
    [SingleValue]
    public ulong? Skip { get; set; }

    /// <summary>Writes first how many there are in all.</summary>
    [Parameter]
    public SwitchParameter IncludeTotalCount { get; set; }

    private protected override void ProcessInput()
    {
        if (ParameterSetName != ListSet)
        {
            InvokeTerminating(Id, () => ParameterRules.RefusePaging(this, ParameterSetName == IdSet ? nameof(Id) : nameof(InputObject)));
        }

        if (ParameterSetName == PartSet && InputObject!.DataMartId is null)
        {
            WriteNotFound($"'{InputObject}' ({InputObject.GetType().Name}) does not belong to a data mart.", InputObject.ToString()!);
            return;
        }

        if (InputObject?.DataMartId is { } mart)
        {
            InvokeNonTerminating(mart, () => Get(mart));
        }

        foreach (var name in Id ?? [])
        {
            InvokeNonTerminating(name, () => Get(DataMarts.IdOf(name)));
        }
    }

    private protected override void Complete()
    {
        if (IsListing)
        {
            InvokeTerminating(Connection, new DataMartList(this).Write);
        }
    }

    private void Get(string id) => WriteObject(Call((client, cancellationToken) => client.DataMarts.GetAsync(id, cancellationToken)));

    /// <summary>Writes a data mart of the list.</summary>
    internal void Write(DataMart mart)
    {
        if (Detailed)
        {
            InvokeNonTerminating(mart.Id, () => Get(mart.Id));
            return;
        }

        WriteObject(mart);
    }
}
