using System.Management.Automation;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Ends the suspension of plugins.</summary>
[Cmdlet(VerbsLifecycle.Resume, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginSuspension))]
public sealed class ResumeOwoxPluginCommand : PluginCmdletBase
{
    /// <summary>The reason, for the audit log. Members do not see it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    private protected override void ProcessInput() => SetSuspension(suspended: false, "Resume", Note);
}
