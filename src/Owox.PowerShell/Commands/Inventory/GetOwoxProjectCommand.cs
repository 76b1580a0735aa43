using System.Management.Automation;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Gets the project that the connection belongs to: title, description, progress of its set-up.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxProject")]
[OutputType(typeof(Project))]
public sealed class GetOwoxProjectCommand : ConnectionCmdletBase
{
    private protected override void Complete() =>
        InvokeTerminating(Connection, () => WriteObject(Call(static (client, cancellationToken) => client.Project.GetAsync(cancellationToken))));
}
