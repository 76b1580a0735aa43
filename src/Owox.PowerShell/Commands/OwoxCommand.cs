using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Output;

namespace Owox.PowerShell.Commands;

/// <summary>What all cmdlets share: stopping at once, waiting while messages flow, and errors as designed.</summary>
public abstract class OwoxCommand : PSCmdlet, IDisposable
{
    private static readonly TimeSpan TimeToCleanUp = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Is cancelled by Ctrl+C, and when the pipeline ends early.</summary>
    internal CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        // The engine calls this, and not StopProcessing, when a later command has had enough. The source itself
        // holds nothing to free, and StopProcessing may still come on another thread.
        _stop.Cancel();
    }

    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Runs the work off the pipeline thread and writes what it has to say meanwhile.</summary>
    internal T Await<T>(Func<CallLog, CancellationToken, Task<T>> work)
    {
        using var messages = new PipelinePump<Action<Cmdlet>>(1_024);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var log = new CallLog(messages, Completion.Changes.Note);
        var running = Task.Run(() => work(log, stop.Token), CancellationToken.None);
        try
        {
            return messages.Run(running, message => message(this));
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // Where writing ended the command (-ErrorAction Stop), the work must have cleaned up before it is gone.
            stop.Cancel();
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne(TimeToCleanUp);
        }
    }

    /// <summary>Does one thing; a failure of the client's ends the cmdlet.</summary>
    protected void OrTerminate(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OwoxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, target));
        }
    }

    /// <summary>Does one of several things; a failure that concerns it alone is written, and the cmdlet goes on.</summary>
    protected void OrReport(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OwoxException e) when (ConcernsOneThing(e))
        {
            WriteError(ErrorRecords.From(e, target));
        }
        catch (OwoxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, target));
        }
    }

    /// <summary>Does one of so many things: alone, its failure is that of the command; among several, or from the pipeline, its own.</summary>
    protected void OneOf(int count, object? target, Action action)
    {
        if (IsAlone(count))
        {
            OrTerminate(target, action);
        }
        else
        {
            OrReport(target, action);
        }
    }

    /// <summary>Whether the command was given one thing to do, by its parameters.</summary>
    private protected bool IsAlone(int count) => count == 1 && !MyInvocation.ExpectingInput;

    // What does not hold for one thing alone (no connection, no sign-in, a wrong parameter) would fail for each of them.
    internal static bool ConcernsOneThing(OwoxException e) => e switch
    {
        OwoxAuthenticationException => false,
        OwoxApiException or OwoxFileException or OwoxRunException => true,
        OwoxVaultException => e.Reason is not (ErrorReason.VaultNotInstalled or ErrorReason.VaultNotFound or ErrorReason.VaultLocked or ErrorReason.VaultTimedOut),
        _ => e.Reason is ErrorReason.ApiKeyInUse or ErrorReason.ApiKeyNameInUse or ErrorReason.TitleAmbiguous,
    };
}
