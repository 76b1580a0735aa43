using System.Management.Automation;

namespace Owox.PowerShell.Commands;

/// <summary>Gets the project that the connection belongs to: title, description, progress of its set-up.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxProject")]
[OutputType(typeof(Project))]
public sealed class GetOwoxProjectCommand : ConnectedCommand
{
    protected override void EndProcessing() =>
        OrTerminate(Connection, () => WriteObject(Call(static (client, stop) => client.Project.GetAsync(stop))));
}
