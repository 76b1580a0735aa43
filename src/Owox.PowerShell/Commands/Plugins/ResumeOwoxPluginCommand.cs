using System.Management.Automation;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>Lifts the suspension of plugins.</summary>
[Cmdlet(VerbsLifecycle.Resume, "OwoxPlugin", SupportsShouldProcess = true, DefaultParameterSetName = RepositorySet)]
[OutputType(typeof(PluginSuspension))]
public sealed class ResumeOwoxPluginCommand() : PluginSuspensionCmdletBase(suspended: false, "Lift the suspension");
