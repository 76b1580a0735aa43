using System.Management.Automation;

namespace Owox.PowerShell.Commands;

/// <summary>A cmdlet that suspends plugins, or lifts suspensions, in the whole deployment.</summary>
public abstract class PluginSuspensionCommand(bool suspended, string action) : PluginCommand
{
    /// <summary>Why, for the audit trail. Members do not see it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    protected override void ProcessRecord() => ForEach((repository, _) =>
    {
        if (ShouldProcess(repository, action))
        {
            WriteObject(Call((client, stop) => client.Plugins.SetSuspensionAsync(repository, suspended, Note, stop)));
        }
    });
}
