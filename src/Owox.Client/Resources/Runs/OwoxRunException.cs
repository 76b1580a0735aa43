namespace Owox;

/// <summary>A run did not come to a good end while it was waited for.</summary>
public abstract class OwoxRunException : OwoxException
{
    private protected OwoxRunException(string reason, string message, Run run)
        : base(reason, message) => Run = run;

    /// <summary>The server's record of the run, its own errors among it.</summary>
    public Run Run { get; }
}

/// <summary>A run failed and was not cancelled.</summary>
public sealed class OwoxRunFailedException(string message, Run run) : OwoxRunException(ErrorReason.RunFailed, message, run);

/// <summary>A run was cancelled while it was waited for, or before.</summary>
public sealed class OwoxRunCanceledException(string message, Run run) : OwoxRunException(ErrorReason.RunCanceled, message, run);

/// <summary>A run had not ended when the time to wait for it was over. It goes on at the server.</summary>
public sealed class OwoxRunTimedOutException(string message, Run run) : OwoxRunException(ErrorReason.RunTimedOut, message, run);
