using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Runs asynchronous work for a cmdlet. The pipeline thread, the only one that may write, writes the messages meanwhile.</summary>
internal static class BackgroundWork
{
    private const int MaxMessages = 1_024;

    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the work and returns its result.</summary>
    /// <exception cref="PipelineStoppedException">The cmdlet was stopped.</exception>
    public static T Run<T>(OwoxCmdletBase cmdlet, Func<VerboseRequestLogger, CancellationToken, Task<T>> work)
    {
        using var messages = new PipelineDispatcher<Action<OwoxCmdletBase>>(MaxMessages);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.CancellationToken);
        var log = new VerboseRequestLogger(messages, Completion.CompletionCacheInvalidator.Note);
        var running = Task.Run(() => work(log, cancellation.Token), CancellationToken.None);
        try
        {
            return messages.Run(running, message => message(cmdlet));
        }
        catch (OperationCanceledException) when (cmdlet.CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // If writing a message ended the cmdlet (-ErrorAction Stop), the work must clean up before this method returns.
            cancellation.Cancel();
            ((IAsyncResult)running).AsyncWaitHandle.WaitOne(CleanUpTimeout);
        }
    }
}
