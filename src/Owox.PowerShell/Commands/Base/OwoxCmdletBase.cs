using System.Management.Automation;
using System.Runtime.CompilerServices;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Base;

/// <summary>
/// The base class of all cmdlets. It rejects unexpected arguments, handles empty pipelines, prompts and cancellation, and converts exceptions
/// to error records.
/// </summary>
public abstract class OwoxCmdletBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<IDisposable> _resources = [];
    private readonly CmdletActivity _activity = new();
    private bool _hasBegun;
    private bool _hasInput;
    private readonly ChangeConfirmation _confirmation = new();

    // PowerShell's errors for unexpected arguments would contain their values, which may be a key if the user omits -ApiKey. These two
    // parameters accept all remaining arguments, and UnexpectedArguments rejects them.

    /// <summary>
    /// The arguments without a parameter name for which the cmdlet has no position, and unknown parameter names. Each is an error.
    /// </summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[]? WithoutName
    {
        get;
        set
        {
            // PowerShell would next prompt for mandatory parameters that are missing because their names are misspelled.
            if (UnknownParameter.Find(value, MyInvocation.MyCommand) is { } error)
            {
                // PowerShell wraps this exception, but reports the first recorded error, which is this one.
                ThrowTerminatingError(error);
            }

            field = value;
        }
    }

    /// <summary>A key or another secret from the pipeline. It is an error unless another parameter accepts it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [OnlySecrets]
    public virtual object? WithoutUse { get; set; }

    /// <summary>Is canceled by Ctrl+C, and when the pipeline ends early.</summary>
    internal CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>The timeout of the requests of the current step.</summary>
    internal RequestTimeout RequestTimeout { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        // When a later command stops the pipeline, the engine calls Dispose and not StopProcessing. The source is not
        // disposed, because StopProcessing can still be called on another thread.
        _cancellation.Cancel();
        _resources.ForEach(static resource => resource.Dispose());
        _resources.Clear();
        _activity.End();
    }

    /// <summary>Disposes of an object when the cmdlet ends.</summary>
    internal T DisposeAtEnd<T>(T resource)
        where T : IDisposable
    {
        _resources.Add(resource);
        return resource;
    }

    protected sealed override void BeginProcessing()
    {
        _hasBegun = true;
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
            InvokeTerminating(target: null, () =>
            {
                UnexpectedArguments.CheckPiped(this);
                ParameterRules.CheckTexts(this);
            });
        }

        ProcessInput();
    }

    // If a pipeline without input listed all items, the next command of the pipeline would process all of them.
    protected sealed override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && !_hasInput)
        {
            WriteVerbose($"The pipeline contained no input for {MyInvocation.MyCommand.Name}, so nothing was done.");
        }
        else
        {
            Complete();
        }

        // The pipeline can run long after this cmdlet has ended.
        _activity.End();
    }

    /// <summary>Sets a parameter that belongs only to some parameter sets. Parameters of different sets are an error.</summary>
    /// <param name="field">The field of the property.</param>
    /// <param name="value">The new value.</param>
    /// <param name="parameter">The name of the parameter.</param>
    private protected void Bind<T>(ref T field, T value, [CallerMemberName] string parameter = "")
    {
        // The input of the pipeline is bound later, only to parameters of the set in use. PowerShell wraps the exception of this error,
        // but reports the first recorded error, which is this one.
        if (!_hasBegun)
        {
            InvokeTerminating(target: null, () => ParameterSetRules.CheckTogether(this, parameter));
        }

        field = value;
    }

    /// <summary>Reports a parameter of several parameter sets if PowerShell could not choose one of them. Returns null.</summary>
    private protected object? CheckParameterSet()
    {
        InvokeTerminating(target: null, () => ParameterSetRules.CheckComplete(this));
        return null;
    }

    protected sealed override void StopProcessing() => _cancellation.Cancel();

    /// <summary>Runs before the first input, after the parameters were checked.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>Runs for each input of the pipeline, or once if there is no pipeline.</summary>
    private protected virtual void ProcessInput()
    {
    }

    /// <summary>Runs after all input. Not called if the pipeline had no input.</summary>
    private protected virtual void Complete()
    {
    }

    /// <summary>
    /// Whether the last change was confirmed at a prompt. If so, data that was read before it may be outdated and must be read again.
    /// </summary>
    private protected bool WasPrompted => _confirmation.WasPrompted;

    /// <summary>The cmdlet, its script and the last confirmation, for the audit log.</summary>
    internal AuditCaller Caller => _confirmation.Caller with
    {
        Cmdlet = MyInvocation.MyCommand.Name,
        Script = string.IsNullOrEmpty(MyInvocation.ScriptName) ? null : MyInvocation.ScriptName,
        Line = string.IsNullOrEmpty(MyInvocation.ScriptName) ? null : MyInvocation.ScriptLineNumber,
    };

    /// <summary>The user declined a change at a prompt.</summary>
    private protected virtual void OnDeclined()
    {
    }

    /// <summary>Whether a change may be made. -Force suppresses the prompt, unless -Confirm is specified.</summary>
    internal new bool ShouldProcess(string target, string action)
    {
        var isConfirmed = _confirmation.Request(this, target, action, base.ShouldProcess);
        if (!isConfirmed && !this.IsWhatIf())
        {
            OnDeclined();
        }

        return isConfirmed;
    }

    /// <summary>Runs work on another thread, and writes its messages until the work ends.</summary>
    internal T Await<T>(Func<VerboseRequestLogger, CancellationToken, Task<T>> work)
    {
        _activity.Start(MyInvocation.MyCommand.Name);
        return BackgroundWork.Run(this, async (log, cancellationToken) =>
        {
            _activity.Enter();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, RequestTimeout.Token);
            return await work(log, either.Token).ConfigureAwait(false);
        });
    }

    /// <summary>Runs work without a result on another thread, and writes its messages until the work ends.</summary>
    internal void AwaitVoid(Func<VerboseRequestLogger, CancellationToken, Task> work) => Await(async (log, cancellationToken) =>
    {
        await work(log, cancellationToken).ConfigureAwait(false);
        return true;
    });

    // These methods hide those of PowerShell, so that no cmdlet can write a secret.
    internal new void WriteVerbose(string text) => base.WriteVerbose(KnownSecrets.Redact(text));

    internal new void WriteWarning(string text) => base.WriteWarning(KnownSecrets.Redact(text));

    internal new void WriteError(ErrorRecord errorRecord) => base.WriteError(Record(errorRecord));

    private protected new void ThrowTerminatingError(ErrorRecord errorRecord) => base.ThrowTerminatingError(Record(errorRecord));

    /// <summary>Runs an action. An error ends the cmdlet.</summary>
    internal void InvokeTerminating(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (ErrorRecords.IsReportable(e))
        {
            ThrowTerminatingError(ErrorRecords.From(e, target));
        }
    }

    /// <summary>Runs an action for one of several items. An error that concerns only this item is written, and the cmdlet continues.</summary>
    internal void InvokeNonTerminating(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OwoxException e) when (ErrorRecords.IsItemError(e))
        {
            WriteError(ErrorRecords.From(e, target));
        }
        catch (Exception e) when (ErrorRecords.IsReportable(e))
        {
            ThrowTerminatingError(ErrorRecords.From(e, target));
        }
    }

    /// <summary>
    /// Runs an action for one of <paramref name="count"/> items. Its error ends the cmdlet only if the item is the only one, so that try and
    /// catch suffice, and if the user did not specify -ErrorAction.
    /// </summary>
    internal void InvokeForItem(int count, object? target, Action action)
    {
        if (IsSingleInput(count) && !MyInvocation.BoundParameters.ContainsKey("ErrorAction"))
        {
            InvokeTerminating(target, action);
        }
        else
        {
            InvokeNonTerminating(target, action);
        }
    }

    private ErrorRecord Record(ErrorRecord error)
    {
        _activity.Fail(error.FullyQualifiedErrorId);
        return ErrorRecords.WithoutSecrets(error, MyInvocation);
    }

    /// <summary>Whether the parameters specify a single item.</summary>
    private protected bool IsSingleInput(int count) => count == 1 && !MyInvocation.ExpectingInput;
}
