using System;

namespace Owox;

/// <summary>What a run's status means; a word that this version does not know is decided by whether the run has an end.</summary>
internal static class RunStatus
{
    public const string Pending = "PENDING";
    public const string Success = "SUCCESS";
    public const string Cancelled = "CANCELLED";

    private static readonly string[] Ends = [Success, Cancelled, "FAILED", "INTERRUPTED", "RESTRICTED"];

    public static bool IsFinished(Run run) =>
        Array.IndexOf(Ends, run.Status) >= 0
        || (run.Status is not (Pending or "RUNNING") && run.FinishedAt is not null);
}
