using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that list items with titles and owners, or return items by ID.</summary>
public abstract class TitledListCmdletBase : ConnectionCmdletBase
{
    private protected const string ListSet = "Title";
    private protected const string IdSet = "Id";

    /// <summary>Titles, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set => Bind(ref field, value); }

    /// <summary>Only items with owners, or only items without owners.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SingleValue]
    public OwnershipFilter? OwnerFilter { get; set => Bind(ref field, value); }

    /// <summary>Whether a list was requested.</summary>
    private protected bool IsListing => ParameterSetName == ListSet;
}
