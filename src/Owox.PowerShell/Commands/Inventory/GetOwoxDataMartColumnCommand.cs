using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Lists the columns of data marts: native columns and columns of joined data marts.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxDataMartColumn", DefaultParameterSetName = AllSet)]
[OutputType(typeof(DataMartColumn))]
public sealed class GetOwoxDataMartColumnCommand : ConnectionCmdletBase
{
    private const string AllSet = "All";
    private const string NativeSet = "Native";
    private const string JoinedSet = "Joined";

    /// <summary>The IDs or full titles of data marts, or objects that belong to a data mart.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(DataMartNameCompleter))]
    [ResourceIdTransformation("DataMart", typeof(DataMart), typeof(DataMartReference))]
    [ValidateNotNullOrEmpty]
    public string[] DataMartId { get; set; } = [];

    /// <summary>Names of columns, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ColumnPatternCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Only native columns.</summary>
    [Parameter(ParameterSetName = NativeSet, Mandatory = true)]
    public SwitchParameter Native { get; set => Bind(ref field, value); }

    /// <summary>Only columns of joined data marts.</summary>
    [Parameter(ParameterSetName = JoinedSet, Mandatory = true)]
    public SwitchParameter Joined { get; set => Bind(ref field, value); }

    private protected override void ProcessInput()
    {
        foreach (var mart in DataMartId)
        {
            InvokeNonTerminating(mart, () => Write(DataMarts.IdOf(mart)));
        }
    }

    private void Write(string id)
    {
        var names = new WildcardFilter(Name);
        var columns = Call((client, cancellationToken) => client.Schema.ListColumnsAsync(id, cancellationToken));
        WriteObject(names.Choose(columns, static column => column.Name, isWanted: column => !(column.IsJoined ? Native : Joined)), enumerateCollection: true);
        WriteUnmatched(names, $"column of the data mart {id}", "name");
    }
}
