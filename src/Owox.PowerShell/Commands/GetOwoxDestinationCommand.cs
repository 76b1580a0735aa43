using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>Lists the destinations of a project, or gets some by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDestination", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Destination))]
public sealed class GetOwoxDestinationCommand : ListCommand
{
    /// <summary>IDs of destinations.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationId")]
    [ArgumentCompleter(typeof(DestinationIdCompleter))]
    [ToIdOf("Destination", typeof(Destination))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Only those of this type, for example LOOKER_STUDIO.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(DestinationTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var id in Id ?? [])
        {
            GetOne(id, (client, stop) => client.GetDestinationAsync(id, stop));
        }
    }

    protected override void EndProcessing()
    {
        if (IsListing)
        {
            OrTerminate(Connection, () =>
            {
                var titles = new TitleFilter(Title);
                var destinations = Call((client, stop) => client.ListDestinationsAsync(OwnerFilter.ToQuery(), stop));
                WriteObject(destinations.Where(d => IsAmong(Type, d.Type) && titles.IsMatch(d.Title, d.Id)), enumerateCollection: true);
                ReportUnmatched(titles, "destination");
            });
        }
    }
}
