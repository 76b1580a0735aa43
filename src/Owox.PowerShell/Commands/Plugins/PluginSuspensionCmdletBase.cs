using System.Management.Automation;

namespace Owox.PowerShell.Commands.Plugins;

/// <summary>A cmdlet that suspends plugins, or lifts suspensions, in the whole deployment.</summary>
public abstract class PluginSuspensionCmdletBase(bool suspended, string action) : PluginCmdletBase
{
    /// <summary>Why, for the audit trail. Members do not see it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    private protected override void ProcessInput() => ForEach((repository, _) =>
    {
        if (ShouldProcess(repository, action))
        {
            WriteObject(Call((client, cancellationToken) => client.Plugins.SetSuspensionAsync(repository, suspended, Note, cancellationToken)));
        }
    });
}
