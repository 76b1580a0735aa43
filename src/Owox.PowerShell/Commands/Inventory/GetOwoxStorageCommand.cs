using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the storages of a project, or returns storages by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxStorage", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Storage))]
public sealed class GetOwoxStorageCommand : TitledListCmdletBase
{
    /// <summary>IDs of storages.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("StorageId")]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ResourceIdTransformation("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only storages of this type, for example GOOGLE_BIGQUERY.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set => Bind(ref field, value); }

    private protected override void ProcessInput()
    {
        foreach (var id in Id ?? [])
        {
            InvokeNonTerminating(id, () => WriteObject(Call((client, cancellationToken) => client.Storages.GetAsync(id, cancellationToken))));
        }
    }

    private protected override void Complete()
    {
        if (IsListing)
        {
            InvokeTerminating(Connection, () =>
            {
                var titles = new WildcardFilter(Title);
                var storages = Call((client, cancellationToken) => client.Storages.ListAsync(OwnerFilter.ToQuery(), cancellationToken));
                WriteObject(titles.Choose(storages, static s => s.Title, static s => s.Id, s => WildcardFilter.IsAmong(Type, s.Type)), enumerateCollection: true);
                WriteUnmatched(titles, "storage");
            });
        }
    }
}
