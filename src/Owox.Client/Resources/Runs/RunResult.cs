using Owox.Redaction;
using Owox.Resources.Runs;

namespace Owox;

/// <summary>Checks the result of a run after it has ended.</summary>
public static class RunResult
{
    /// <summary>Returns the run if it succeeded.</summary>
    /// <exception cref="OwoxRunFailedException">The run failed.</exception>
    /// <exception cref="OwoxRunCanceledException">The run was canceled.</exception>
    public static Run EnsureSucceeded(Run run)
    {
        if (run.Status == RunStatus.Success)
        {
            return run;
        }

        var words = RunErrorFormatter.Format(run);
        if (run.Status == RunStatus.Canceled)
        {
            throw new OwoxRunCanceledException($"{Name(run)} was canceled.{FormatLastErrors(words)}", run);
        }

        throw new OwoxRunFailedException(
            $"{Name(run)} ended with the status {ServerTextSanitizer.Sanitize(run.Status, [])}{(words.Length > 0 ? ": " + words : ", and the server reported no reason")}.",
            run)
        {
            Option = ErrorOption.RunLogs,
        };
    }

    /// <summary>Creates the error for a run that had not ended at the timeout.</summary>
    public static OwoxRunTimedOutException TimedOut(Run run, TimeSpan limit) => new(
        FormattableString.Invariant($"{Name(run)} still had the status {ServerTextSanitizer.Sanitize(run.Status, [])} after {limit.TotalSeconds:0.#} s. ")
        + "The run continues on the server.",
        run)
    {
        Option = ErrorOption.WaitTimeout,
    };

    private static string Name(Run run) => ServerTextSanitizer.Sanitize($"The run {run.Id} of data mart {run.DataMartTitle ?? run.DataMartId}", [])!;

    private static string FormatLastErrors(string words) => words.Length > 0 ? $" It reported: {words}." : "";
}

/// <summary>A run did not succeed while the caller waited for it.</summary>
public abstract class OwoxRunException : OwoxException
{
    private protected OwoxRunException(string reason, string message, Run run)
        : base(reason, message) => Run = run;

    /// <summary>The server's record of the run, including its errors.</summary>
    public Run Run { get; }
}

/// <summary>A run failed. It was not canceled.</summary>
public sealed class OwoxRunFailedException(string message, Run run) : OwoxRunException(ErrorReason.RunFailed, message, run);

/// <summary>A run was canceled before or while the caller waited for it.</summary>
public sealed class OwoxRunCanceledException(string message, Run run) : OwoxRunException(ErrorReason.RunCanceled, message, run);

/// <summary>A run had not ended at the timeout. It continues on the server.</summary>
public sealed class OwoxRunTimedOutException(string message, Run run) : OwoxRunException(ErrorReason.RunTimedOut, message, run);
