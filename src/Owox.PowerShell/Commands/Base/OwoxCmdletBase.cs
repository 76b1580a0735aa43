using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Base;

/// <summary>
/// What all cmdlets share: the rules for parameters, empty pipelines and prompts; stopping at once; waiting while messages
/// are written; errors.
/// </summary>
public abstract class OwoxCmdletBase : StrictCommand, IDisposable
{
    private static readonly TimeSpan TimeToCleanUp = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private bool _hasInput;

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

    protected sealed override void BeginProcessing()
    {
        InvokeTerminating(target: null, () =>
        {
            UnexpectedArguments.Check(this);
            ParameterRules.Check(this);
        });
        Prepare();
    }

    protected sealed override void ProcessRecord()
    {
        _hasInput = true;
        if (MyInvocation.ExpectingInput)
        {
            InvokeTerminating(target: null, () => UnexpectedArguments.CheckPiped(this));
        }

        ProcessInput();
    }

    // Without input, a list of everything would follow, and the next command of the pipeline would act on all of it.
    protected sealed override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && !_hasInput)
        {
            WriteVerbose($"The pipeline gave nothing that {MyInvocation.MyCommand.Name} can use: nothing was done.");
        }
        else
        {
            Complete();
        }
    }

    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>What a cmdlet does before it gets input. Its parameters were checked.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>What a cmdlet does with each input of the pipeline; once where it is not used with one.</summary>
    private protected virtual void ProcessInput()
    {
    }

    /// <summary>What a cmdlet does after all input. Not called where a pipeline gave no input.</summary>
    private protected virtual void Complete()
    {
    }

    /// <summary>Whether the last change waited for the answer to a prompt. What was read before it is then read again.</summary>
    private protected bool WasPrompted { get; private set; }

    /// <summary>Whether a change may be made. -Force suppresses the prompt; an explicit -Confirm prompts all the same.</summary>
    private protected new bool ShouldProcess(string target, string action)
    {
        WasPrompted = false;
        if (!this.IsGiven("Force") || this.IsGiven("Confirm") || this.IsTrialRun())
        {
            WasPrompted = this.CanPrompt();
            return base.ShouldProcess(target, action);
        }

        WriteVerbose($"Performing the operation \"{action}\" on target \"{target}\".");
        return true;
    }

    /// <summary>Runs the work off the pipeline thread and writes what it has to say meanwhile.</summary>
    internal T Await<T>(Func<VerboseRequestLogger, CancellationToken, Task<T>> work)
    {
        using var messages = new PipelineDispatcher<Action<OwoxCmdletBase>>(1_024);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var log = new VerboseRequestLogger(messages, Completion.CompletionCacheInvalidator.Note);
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

    // These hide the methods of the engine, so that no cmdlet can write a secret.
    internal new void WriteVerbose(string text) => base.WriteVerbose(KnownSecrets.Redact(text));

    internal new void WriteWarning(string text) => base.WriteWarning(KnownSecrets.Redact(text));

    internal new void WriteError(ErrorRecord errorRecord) => base.WriteError(ErrorRecords.WithoutSecrets(errorRecord, MyInvocation));

    private protected new void ThrowTerminatingError(ErrorRecord errorRecord) => base.ThrowTerminatingError(ErrorRecords.WithoutSecrets(errorRecord, MyInvocation));

    /// <summary>Does one thing; a failure of the client's ends the cmdlet.</summary>
    protected void InvokeTerminating(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OwoxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, target));
        }
        catch (Exception e) when (ErrorRecords.IsRaw(e))
        {
            ThrowTerminatingError(ErrorRecords.From(new OwoxInternalException(e), target));
        }
    }

    /// <summary>Does one of several things; a failure that concerns it alone is written, and the cmdlet goes on.</summary>
    protected void InvokeNonTerminating(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OwoxException e) when (IsItemError(e))
        {
            WriteError(ErrorRecords.From(e, target));
        }
        catch (OwoxException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, target));
        }
        catch (Exception e) when (ErrorRecords.IsRaw(e))
        {
            ThrowTerminatingError(ErrorRecords.From(new OwoxInternalException(e), target));
        }
    }

    /// <summary>Does one of so many things: alone, its failure is that of the command; among several, or from the pipeline, its own.</summary>
    protected void InvokeForItem(int count, object? target, Action action)
    {
        if (IsSingleInput(count))
        {
            InvokeTerminating(target, action);
        }
        else
        {
            InvokeNonTerminating(target, action);
        }
    }

    /// <summary>Whether the command was given one thing to do, by its parameters.</summary>
    private protected bool IsSingleInput(int count) => count == 1 && !MyInvocation.ExpectingInput;

    // What does not hold for one thing alone (no connection, no sign-in, a wrong parameter) would fail for each of them.
    internal static bool IsItemError(OwoxException e) => e switch
    {
        OwoxAuthenticationException => false,
        OwoxApiException or OwoxFileException or OwoxRunException => true,
        OwoxVaultException => e.Reason is not (ErrorReason.VaultNotInstalled or ErrorReason.VaultNotFound or ErrorReason.HomeNotFound or ErrorReason.VaultLocked or ErrorReason.VaultTimedOut),
        _ => e.Reason is ErrorReason.ApiKeyInUse or ErrorReason.ApiKeyNameInUse or ErrorReason.TitleAmbiguous or ErrorReason.IdInvalid,
    };
}
