using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the storages of a project, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxStorage", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Storage))]
public sealed class GetOwoxStorageCommand : ListCommand
{
    /// <summary>IDs of storages.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("StorageId")]
    [ArgumentCompleter(typeof(StorageIdCompleter))]
    [ToIdOf("Storage", typeof(Storage), typeof(StorageReference))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Only those of this type, for example GOOGLE_BIGQUERY.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StorageTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var id in Id ?? [])
        {
            GetOne(id, (client, stop) => client.GetStorageAsync(id, stop));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListing)
        {
            OrTerminate(Connection, () =>
            {
                var titles = new TitleFilter(Title);
                var storages = Call((client, stop) => client.ListStoragesAsync(OwnerFilter.ToQuery(), stop));
                WriteObject(storages.Where(s => IsAmong(Type, s.Type) && titles.IsMatch(s.Title, s.Id)), enumerateCollection: true);
                ReportUnmatched(titles, "storage");
            });
        }
    }
}
