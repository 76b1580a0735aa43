using System.Management.Automation;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Suspends plugins in the entire deployment. They cannot be opened or installed until they are resumed.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginSuspension))]
public sealed class SuspendOwoxPluginCommand : PluginCmdletBase
{
    /// <summary>The reason, for the audit log. Members do not see it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    private protected override void ProcessInput() => SetSuspension(suspended: true, "Suspend in the entire deployment", Note);
}
