using System.Management.Automation;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Suspends plugins in the whole deployment: they cannot be opened or installed until they are resumed.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginSuspension))]
public sealed class SuspendOwoxPluginCommand : PluginCmdletBase
{
    /// <summary>Why, for the audit trail. Members do not see it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    private protected override void ProcessInput() => SetSuspension(suspended: true, "Suspend in the whole deployment", Note);
}
