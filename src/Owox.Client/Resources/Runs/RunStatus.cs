namespace Owox.Resources.Runs;

/// <summary>What a run's status means; a word that this version does not know is decided by whether the run has an end.</summary>
internal static class RunStatus
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Success = "SUCCESS";
    public const string Cancelled = "CANCELLED";

    private static readonly string[] Failures = [Cancelled, "FAILED", "INTERRUPTED", "RESTRICTED"];

    public static bool IsFinished(Run run) =>
        run.Status == Success
        || IsFailure(run)
        || (run.Status is not (Pending or Running) && run.FinishedAt is not null);

    /// <summary>Whether it is known to have ended without success.</summary>
    public static bool IsFailure(Run run) => Array.IndexOf(Failures, run.Status) >= 0;
}
