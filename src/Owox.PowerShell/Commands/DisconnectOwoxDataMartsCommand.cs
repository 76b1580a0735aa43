using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Commands;

/// <summary>Closes connections and forgets their tokens.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "OwoxDataMarts", DefaultParameterSetName = OneSet)]
[OutputType(typeof(void))]
public sealed class DisconnectOwoxDataMartsCommand : OwoxCommand
{
    private const string OneSet = "Connection";
    private const string AllSet = "All";

    /// <summary>The connection to close, or its name. Default: the current one.</summary>
    [Parameter(ParameterSetName = OneSet, Position = 0, ValueFromPipeline = true)]
    [ToConnectionReference]
    [ValidateNotNull]
    public ConnectionReference? Connection { get; set; }

    /// <summary>Closes all connections of this runspace.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    protected override void ProcessRecord() => OrTerminate(Connection, () =>
    {
        var store = ConnectionStore.ForThisRunspace;
        if (All)
        {
            store.Clear();
        }
        else if (Connection is not null)
        {
            store.Remove(Connection.Resolve());
        }
        else if (store.All.FirstOrDefault() is { } current)
        {
            store.Remove(current);
        }
        else
        {
            WriteVerbose("There is no connection to close.");
        }
    });
}
