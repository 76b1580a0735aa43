using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands;

/// <summary>Lists how data marts are joined: all of a project, those of storages, or those from and to data marts.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxRelationship", DefaultParameterSetName = StorageSet)]
[OutputType(typeof(Relationship))]
public sealed class GetOwoxRelationshipCommand : ConnectedCommand
{
    private const string StorageSet = "Storage";
    private const string DataMartSet = "DataMart";

    /// <summary>Data marts, by ID or whole title: relationships from them and to them.</summary>
    [Parameter(ParameterSetName = DataMartSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ToIdOf("DataMart", typeof(DataMart), typeof(DataMartReference), OnlyItself = true)]
    [ValidateNotNullOrEmpty]
    public string[]? DataMartId { get; set; }

    /// <summary>IDs of storages: relationships between their data marts. Default: all storages.</summary>
    [Parameter(ParameterSetName = StorageSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ToIdOf("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? StorageId { get; set; }

    private readonly Dictionary<string, Relationship[]> _ofStorage = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    protected override void ProcessRecord()
    {
        foreach (var id in StorageId ?? [])
        {
            OrReport(id, () => Write(OfStorage(id)));
        }

        foreach (var mart in DataMartId ?? [])
        {
            OrReport(mart, () => Write(OfDataMart(DataMarts.IdOf(mart))));
        }
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == StorageSet && StorageId is null && !MyInvocation.ExpectingInput)
        {
            OrTerminate(Connection, () =>
            {
                foreach (var storage in Call(static (client, stop) => client.ListStoragesAsync(ownerFilter: null, stop)))
                {
                    Write(OfStorage(storage.Id));
                }
            });
        }
    }

    // Two data marts of one relationship bring it once.
    private void Write(IEnumerable<Relationship> relationships) =>
        WriteObject(relationships.Where(relationship => _written.Add(relationship.Id)), enumerateCollection: true);

    private Relationship[] OfStorage(string id)
    {
        if (!_ofStorage.TryGetValue(id, out var relationships))
        {
            _ofStorage[id] = relationships = Call((client, stop) => client.Models.RelationshipsAsync(id, stop));
        }

        return relationships;
    }

    private IEnumerable<Relationship> OfDataMart(string id)
    {
        var mart = Call((client, stop) => client.GetDataMartAsync(id, stop));
        try
        {
            if (mart.Storage.Id is { } storage)
            {
                return OfStorage(storage).Where(r => r.SourceDataMartId == mart.Id || r.TargetDataMartId == mart.Id);
            }
        }
        catch (OwoxPermissionException)
        {
            WriteVerbose("The connection's member may not see the storage, so only the relationships that begin at the data mart are known.");
        }

        return Call((client, stop) => client.Models.OutgoingAsync(mart.Id, stop));
    }
}
