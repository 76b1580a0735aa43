using System.Diagnostics;

namespace Owox.PowerShell.Completion;

/// <summary>How long one press of TAB may wait for answers, all of them together.</summary>
internal sealed class CompletionDeadline
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>What the task brings while there is time; null where it is late or fails. It is left to run on.</summary>
    public T? Await<T>(Task<T> task)
        where T : class
    {
        var left = ModuleTimings.Current.CompletionTimeout - _watch.Elapsed;
        if (!task.IsCompleted && left > TimeSpan.Zero)
        {
            // Not Wait, which throws what the task failed with.
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne(left);
        }

        return task.Status == TaskStatus.RanToCompletion ? task.GetAwaiter().GetResult() : null;
    }
}
