using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Inventory;

namespace Owox.PowerShell.Commands;

/// <summary>A cmdlet that works over a connection.</summary>
public abstract class ConnectedCommand : OwoxCommand
{
    private DataMartNames? _dataMarts;
    private ReportNames? _reports;

    /// <summary>The connection to use, or its name. Default: the current one of this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    [ToConnectionReference]
    [ValidateNotNull]
    public virtual ConnectionReference? Connection { get; set; }

    /// <summary>Finds data marts as people name them: by ID, or by whole title.</summary>
    private protected DataMartNames DataMarts => _dataMarts ??= new DataMartNames(this);

    /// <summary>Finds reports in the same way.</summary>
    private protected ReportNames Reports => _reports ??= new ReportNames(this);

    /// <summary>The connection that was asked for; an error of its own where there is none.</summary>
    internal OwoxConnection ResolveConnection()
    {
        var connection = Connection?.Resolve() ?? ConnectionStore.ForThisRunspace.Current ?? throw new OwoxConfigurationException(
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
        return Await((log, stop) => work(new OwoxClient(session, log), stop));
    }

    /// <summary>Does something that gives nothing.</summary>
    private protected void CallVoid(Func<OwoxClient, CancellationToken, Task> work) => Call(async (client, stop) =>
    {
        await work(client, stop).ConfigureAwait(false);
        return true;
    });
}
