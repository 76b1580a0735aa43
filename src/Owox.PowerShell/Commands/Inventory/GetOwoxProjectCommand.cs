using System.Management.Automation;

namespace Owox.PowerShell.Commands.Inventory;

/// <summary>Returns the project of the connection: title, description and progress of its setup.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxProject")]
[OutputType(typeof(Project))]
public sealed class GetOwoxProjectCommand : ConnectionCmdletBase
{
    private protected override void Complete() =>
        InvokeTerminating(Connection, () => WriteObject(Call(static (client, cancellationToken) => client.Projects.GetAsync(cancellationToken))));
}
