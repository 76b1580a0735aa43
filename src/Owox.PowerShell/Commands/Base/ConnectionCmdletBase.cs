using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands.Base;

/// <summary>A cmdlet that works over a connection.</summary>
public abstract class ConnectionCmdletBase : OwoxCmdletBase
{
    private DataMartResolver? _dataMarts;
    private ReportResolver? _reports;

    /// <summary>The connection to use, or its name. Default: the current one of this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ConnectionTransformation]
    [ValidateNotNull]
    public virtual ConnectionReference? Connection { get; set; }

    /// <summary>Finds data marts as people name them: by ID, or by whole title.</summary>
    private protected DataMartResolver DataMarts => _dataMarts ??= new DataMartResolver(this);

    /// <summary>Finds reports in the same way.</summary>
    private protected ReportResolver Reports => _reports ??= new ReportResolver(this);

    /// <summary>The connection that was asked for; an error of its own where there is none.</summary>
    internal OwoxConnection ResolveConnection()
    {
        // Each request needs a connection, and none may be made with an ID that is none.
        IdArguments.Require(this);
        var connection = Connection?.Resolve() ?? ConnectionStore.ForCurrentRunspace.Current ?? throw new OwoxConfigurationException(
            ErrorReason.NotConnected,
            "There is no connection. Connect first: Connect-OwoxDataMarts. In another runspace (a job, ForEach-Object -Parallel), pass -Connection $using:connection.");
        return connection.IsOpen ? connection : throw new OwoxConfigurationException(
            ErrorReason.NotConnected,
            $"The connection '{connection.Name}' was closed. Connect again: Connect-OwoxDataMarts.");
    }

    /// <summary>Does something over the connection, off the pipeline thread.</summary>
    internal T Call<T>(Func<OwoxClient, CancellationToken, Task<T>> work)
    {
        // The current connection belongs to the runspace, which only this thread knows.
        var session = ResolveConnection().Session;
        return Await((log, cancellationToken) => work(new OwoxClient(session, log), cancellationToken));
    }

    /// <summary>Does something that gives nothing.</summary>
    private protected void CallVoid(Func<OwoxClient, CancellationToken, Task> work) => Call(async (client, cancellationToken) =>
    {
        await work(client, cancellationToken).ConfigureAwait(false);
        return true;
    });
}
