using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that use a connection.</summary>
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

    /// <summary>Finds data marts by ID or by complete title.</summary>
    private protected DataMartResolver DataMarts => _dataMarts ??= new DataMartResolver(this);

    /// <summary>Finds reports by ID or by complete title.</summary>
    private protected ReportResolver Reports => _reports ??= new ReportResolver(this);

    /// <summary>The specified connection, or the current one.</summary>
    /// <exception cref="OwoxConfigurationException">There is no connection, or it was closed.</exception>
    internal OwoxConnection ResolveConnection()
    {
        // Every request requires a connection, so invalid IDs are rejected here, before any request.
        IdArguments.Require(this);
        var connection = Connection?.Resolve() ?? ConnectionStore.ForCurrentRunspace.Current ?? throw new OwoxConfigurationException(
            ErrorReason.NotConnected,
            "There is no connection. Connect first: Connect-OwoxDataMarts. In another runspace (a job, ForEach-Object -Parallel), pass -Connection $using:connection.");
        return connection.IsOpen ? connection : throw new OwoxConfigurationException(
            ErrorReason.NotConnected,
            $"The connection '{connection.Name}' was closed. Connect again: Connect-OwoxDataMarts.");
    }

    private protected override void OnDeclined() => InvokeTerminating(Connection, () =>
    {
        if ((Connection?.Resolve() ?? ConnectionStore.ForCurrentRunspace.Current)?.Session is { Audit: { } log } session)
        {
            var caller = Caller;
            AwaitVoid((_, cancellationToken) => log.WriteDeclinedAsync(session.ApiKeyId, session.Origin.ToString(), caller, cancellationToken));
        }
    });

    /// <summary>Sends requests on another thread and waits for the result.</summary>
    internal T Call<T>(Func<OwoxClient, CancellationToken, Task<T>> work)
    {
        // The current connection belongs to the runspace of the pipeline thread, and is not available on other threads.
        var session = ResolveConnection().Session;
        return Await((log, cancellationToken) => work(new OwoxClient(session, log), cancellationToken));
    }

    /// <summary>Sends requests without a result.</summary>
    internal void CallVoid(Func<OwoxClient, CancellationToken, Task> work) => Call(async (client, cancellationToken) =>
    {
        await work(client, cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>Returns the pages of a list. Each page is requested when it is needed.</summary>
    internal IEnumerable<T> ReadPages<T>(Func<OwoxClient, IAsyncEnumerable<T>> list)
    {
        // Each request has its own messages and its own cancellation, but all pages come from one client.
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var observer = new ReplaceableObserver();
        var pages = list(new OwoxClient(ResolveConnection().Session, observer)).GetAsyncEnumerator(cancellation.Token);
        while (Await(MoveNextAsync))
        {
            yield return pages.Current;
        }

        async Task<bool> MoveNextAsync(VerboseRequestLogger log, CancellationToken cancellationToken)
        {
            observer.Current = log;
            using (cancellationToken.Register(cancellation.Cancel))
            {
                return await pages.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Returns the items of all pages of a list.</summary>
    internal IEnumerable<T> ReadAll<T>(Func<OwoxClient, IAsyncEnumerable<Page<T>>> list) => ReadPages(list).SelectMany(static page => page.Items);

    /// <summary>Writes an error for each name without wildcards that matches no item.</summary>
    internal void WriteUnmatched(WildcardFilter names, string resourceLabel, string property = "title")
    {
        foreach (var name in names.Unmatched)
        {
            WriteNotFound($"There is no {resourceLabel} with the {property} '{name}', or this connection does not have access to it. To match a part of the {property}, use wildcards: '*{name}*'.", name);
        }
    }

    private protected void WriteNotFound(string message, string target) => WriteError(ErrorRecords.NotFound(message, target));
}
