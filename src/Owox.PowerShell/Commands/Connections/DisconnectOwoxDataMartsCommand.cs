using System.Management.Automation;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Commands.Connections;

/// <summary>Closes connections and discards their tokens. Sessions that were started with a password are signed out.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "OwoxDataMarts", DefaultParameterSetName = OneSet)]
[OutputType(typeof(void))]
public sealed class DisconnectOwoxDataMartsCommand : OwoxCmdletBase
{
    private const string OneSet = "Connection";
    private const string AllSet = "All";

    /// <summary>The connection to close, or its name. Default: the current one.</summary>
    [Parameter(ParameterSetName = OneSet, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ConnectionTransformation]
    [ValidateNotNull]
    public ConnectionReference? Connection { get; set => Bind(ref field, value); }

    /// <summary>Closes all connections of this runspace.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set => Bind(ref field, value); }

    private protected override void ProcessInput() => InvokeTerminating(Connection, () =>
    {
        var store = ConnectionStore.ForCurrentRunspace;
        var toClose = All ? store.All
            : Connection is not null ? [Connection.Resolve()]
            : store.All.Take(1).ToArray();
        foreach (var connection in toClose)
        {
            SignOut(connection);
            store.Remove(connection);
        }

        if (toClose.Length == 0)
        {
            WriteVerbose("There is no connection to close.");
        }
    });

    // Only a session that was started by this module is signed out; a session of a browser stays valid.
    private void SignOut(OwoxConnection connection)
    {
        if (!connection.IsOpen || !connection.Session.CanSignOut)
        {
            return;
        }

        try
        {
            Await(async (log, cancellationToken) =>
            {
                await connection.Session.SignOutAsync(log, cancellationToken).ConfigureAwait(false);
                return true;
            });
        }
        catch (OwoxException e) when (e is OwoxApiException or OwoxConnectionException)
        {
            WriteWarning(SessionEnd.Warning(connection.Name, e.Message));
        }
    }
}
