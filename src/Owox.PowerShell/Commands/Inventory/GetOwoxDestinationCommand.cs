using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the destinations of a project, or returns destinations by ID.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDestination", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Destination))]
public sealed class GetOwoxDestinationCommand : TitledListCmdletBase
{
    /// <summary>IDs of destinations.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationId")]
    [ArgumentCompleter(typeof(DestinationIdCompleter))]
    [ResourceIdTransformation("Destination", typeof(Destination))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only destinations of this type, for example LOOKER_STUDIO.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(DestinationTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Type { get; set => Bind(ref field, value); }

    private protected override void ProcessInput()
    {
        foreach (var id in Id ?? [])
        {
            InvokeNonTerminating(id, () => WriteObject(Call((client, cancellationToken) => client.Destinations.GetAsync(id, cancellationToken))));
        }
    }

    private protected override void Complete()
    {
        if (IsListing)
        {
            InvokeTerminating(Connection, () =>
            {
                var titles = new WildcardFilter(Title);
                var destinations = Call((client, cancellationToken) => client.Destinations.ListAsync(OwnerFilter.ToQuery(), cancellationToken));
                WriteObject(titles.Choose(destinations, static d => d.Title, static d => d.Id, d => WildcardFilter.IsAmong(Type, d.Type)), enumerateCollection: true);
                WriteUnmatched(titles, "destination");
            });
        }
    }
}
