using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Searches the data marts, storages, destinations and (on servers of version 0.35 and later) reports of the project. The best matches come first.</summary>
[Cmdlet(VerbsCommon.Find, "OwoxItem")]
[OutputType(typeof(SearchHit))]
public sealed class FindOwoxItemCommand : ConnectionCmdletBase
{
    /// <summary>The text to search for, 2 to 256 characters without white space at the ends. Titles, descriptions and columns are searched.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = "";

    /// <summary>Only items of these types: DataMart, Storage, Destination, Report.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Type { get; set; } = [];

    /// <summary>The maximum number of results, 1 to 50. Default: the default of the server (10).</summary>
    [Parameter]
    [NumberRange(1, 50)]
    [SingleValue]
    public int? First { get; set; }

    /// <summary>Excludes data marts that are not published.</summary>
    [Parameter]
    public SwitchParameter ExcludeDrafts { get; set; }

    private protected override void ProcessInput() => InvokeNonTerminating(Query, () => WriteObject(
        Call((client, cancellationToken) => client.Projects.SearchAsync(
            new SearchQuery(Query) { Limit = First, EntityTypes = Type.Select(EntityType).ToArray(), ExcludeDrafts = ExcludeDrafts }, cancellationToken)),
        enumerateCollection: true));

    // Types that only a newer server knows are sent unchanged.
    private static string EntityType(string type) => type.ToUpperInvariant() switch
    {
        "DATAMART" => "DATA_MART",
        "STORAGE" => "DATA_STORAGE",
        "DESTINATION" => "DATA_DESTINATION",
        var other => other,
    };
}
