using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the data marts of a project, or returns data marts by ID or title.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataMart", DefaultParameterSetName = ListSet)]
[OutputType(typeof(DataMart))]
public sealed class GetOwoxDataMartCommand : TitledListCmdletBase
{
    private const string PartSet = "Part";

    private DataMartFreshness? _freshness;

    /// <summary>The IDs or full titles of data marts.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DataMartId")]
    [ArgumentCompleter(typeof(DataMartIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Runs, triggers and other objects of data marts. The data mart of each object is returned.</summary>
    [Parameter(ParameterSetName = PartSet, Mandatory = true, ValueFromPipeline = true)]
    [SingleValue]
    [ValidateNotNull]
    public IDataMartScoped? InputObject { get; set => Bind(ref field, value); }

    /// <summary>Only data marts with this status: Published or Draft.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(DataMartStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set => Bind(ref field, value); }

    /// <summary>Only data marts in storages of this type, for example GOOGLE_BIGQUERY.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageType { get; set => Bind(ref field, value); }

    /// <summary>The IDs of storages. Only data marts in these storages are returned, with the number of their columns.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ResourceIdTransformation("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageId { get; set => Bind(ref field, value); }

    /// <summary>Includes the definition and the columns, with one request per data mart. -Id includes them automatically.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Measures in the warehouse when the data of each last changed, for DataLastUpdated. It costs nothing.</summary>
    [Parameter]
    public SwitchParameter Freshness { get; set; }

    /// <summary>The maximum number of data marts.</summary>
    [Parameter]
    [SingleValue]
    public ulong? First { get; set; }

    /// <summary>The number of data marts to skip.</summary>
    [Parameter]
    [NumberRange(0, int.MaxValue)]
    [SingleValue]
    public ulong? Skip { get; set; }

    /// <summary>First returns the total number of data marts.</summary>
    [Parameter]
    public SwitchParameter IncludeTotalCount { get; set; }

    private protected override void ProcessInput()
    {
        if (ParameterSetName != ListSet)
        {
            InvokeTerminating(Id, () => ParameterRules.RejectPaging(this, ParameterSetName == IdSet ? nameof(Id) : nameof(InputObject)));
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

        InvokeTerminating(Connection, () => _freshness?.Flush());
    }

    private void Get(string id) => Emit(Call((client, cancellationToken) => client.DataMarts.GetAsync(id, cancellationToken)));

    private void Emit(DataMart mart)
    {
        if (Freshness)
        {
            (_freshness ??= new DataMartFreshness(this)).Add(mart);
        }
        else
        {
            WriteObject(mart);
        }
    }

    /// <summary>Writes a data mart of the list.</summary>
    internal void Write(DataMart mart)
    {
        if (Detailed)
        {
            InvokeNonTerminating(mart.Id, () => Get(mart.Id));
            return;
        }

        Emit(mart);
    }
}
