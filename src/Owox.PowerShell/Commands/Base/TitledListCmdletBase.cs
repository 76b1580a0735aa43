using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;

namespace Owox.PowerShell.Commands.Base;

/// <summary>Lists things that have titles and owners.</summary>
public abstract class TitledListCmdletBase : GetCmdletBase
{
    /// <summary>Titles, with wildcards, case ignored. Default: all.</summary>
    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Title { get; set; }

    /// <summary>Only those that have owners, or only those that have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SingleValue]
    public OwnershipFilter? OwnerFilter { get; set; }
}
