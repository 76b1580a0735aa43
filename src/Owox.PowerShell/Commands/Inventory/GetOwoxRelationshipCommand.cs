using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the relationships between data marts: all of a project, those of storages, or those from and to data marts.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxRelationship", DefaultParameterSetName = StorageSet)]
[OutputType(typeof(Relationship))]
public sealed class GetOwoxRelationshipCommand : ConnectionCmdletBase
{
    private const string StorageSet = "Storage";
    private const string DataMartSet = "DataMart";

    /// <summary>The IDs or full titles of data marts. Relationships from and to them are returned.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference), RejectRelated = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set => Bind(ref field, value); }

    /// <summary>The IDs of storages. Relationships between their data marts are returned. Default: all storages.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ResourceIdTransformation("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageId { get; set => Bind(ref field, value); }

    private readonly Dictionary<string, Relationship[]> _ofStorage = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    private protected override void ProcessInput()
    {
        foreach (var id in StorageId ?? [])
        {
            InvokeNonTerminating(id, () => Write(OfStorage(id)));
        }

        foreach (var mart in DataMartId ?? [])
        {
            InvokeNonTerminating(mart, () => Write(OfDataMart(DataMarts.IdOf(mart))));
        }
    }

    private protected override void Complete()
    {
        if (ParameterSetName == StorageSet && StorageId is null && !MyInvocation.ExpectingInput)
        {
            InvokeTerminating(Connection, () =>
            {
                foreach (var storage in Call(static (client, cancellationToken) => client.Storages.ListAsync(ownerFilter: null, cancellationToken)))
                {
                    Write(OfStorage(storage.Id));
                }
            });
        }
    }

    // A relationship between two of the specified data marts is returned once.
    private void Write(IEnumerable<Relationship> relationships) =>
        WriteObject(relationships.Where(relationship => _written.Add(relationship.Id)), enumerateCollection: true);

    private Relationship[] OfStorage(string id)
    {
        if (!_ofStorage.TryGetValue(id, out var relationships))
        {
            _ofStorage[id] = relationships = Call((client, cancellationToken) => client.Schema.ListRelationshipsAsync(id, cancellationToken));
        }

        return relationships;
    }

    private IEnumerable<Relationship> OfDataMart(string id)
    {
        var mart = Call((client, cancellationToken) => client.DataMarts.GetAsync(id, cancellationToken));
        try
        {
            if (mart.Storage.Id is { } storage)
            {
                return OfStorage(storage).Where(r => r.SourceDataMartId == mart.Id || r.TargetDataMartId == mart.Id);
            }
        }
        catch (OwoxPermissionException)
        {
            WriteVerbose("The member of this connection does not have access to the storage, so only the relationships that start at the data mart are returned.");
        }

        return Call((client, cancellationToken) => client.Schema.ListOutgoingAsync(mart.Id, cancellationToken));
    }
}
