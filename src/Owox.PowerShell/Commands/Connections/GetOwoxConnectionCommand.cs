using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Connections;

/// <summary>Lists the connections of this runspace, the current one first.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxConnection")]
[OutputType(typeof(OwoxConnection))]
public sealed class GetOwoxConnectionCommand : OwoxCmdletBase
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Returns only the current connection.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    private protected override void Complete()
    {
        var all = ConnectionStore.ForCurrentRunspace.All;
        foreach (var name in Name)
        {
            var found = Find(all.Take(Current ? 1 : int.MaxValue), name);
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.From(Missing(name, all), name));
            }
        }
    }

    private static OwoxConfigurationException Missing(string name, OwoxConnection[] all) =>
        all.FirstOrDefault(connection => string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase)) is { } other
            ? new OwoxConfigurationException(
                ErrorReason.ConnectionNotCurrent,
                $"The connection '{other.Name}' exists, but the current connection of this runspace is '{all[0].Name}'. Omit -Current to get it, or pass -Connection '{other.Name}' to the other cmdlets.")
            : new OwoxConfigurationException(
                ErrorReason.NotConnected, $"This runspace has no connection named '{name}'. Connect with Connect-OwoxDataMarts -Name '{name}'.");

    private OwoxConnection[] Find(IEnumerable<OwoxConnection> connections, string name)
    {
        OwoxConnection[] found = [];
        InvokeTerminating(name, () => found = new WildcardFilter([name]).Choose(connections, static connection => connection.Name).ToArray());
        return found;
    }
}
