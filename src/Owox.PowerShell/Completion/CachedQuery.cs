using System.Diagnostics;

namespace Owox.PowerShell.Completion;

/// <summary>One look-up, under way or ended.</summary>
/// <param name="task">Brings what there is.</param>
/// <param name="isCurrent">Whether nothing was changed since it began.</param>
internal sealed class CachedQuery(Task task, Func<bool> isCurrent)
{
    private readonly Stopwatch _age = Stopwatch.StartNew();

    public Task Task { get; } = task;

    public bool IsFresh => isCurrent() && Task.Status switch
    {
        TaskStatus.RanToCompletion => _age.Elapsed < ModuleTimings.Current.CompletionCacheDuration,
        TaskStatus.Faulted or TaskStatus.Canceled => _age.Elapsed < ModuleTimings.Current.CompletionErrorCacheDuration,
        _ => true,
    };

    public static Task<T> Begin<T>(Func<CancellationToken, Task<T>> look)
    {
        var task = Task.Run(
            async () =>
            {
                using var enough = new CancellationTokenSource(ModuleTimings.Current.CompletionRequestTimeout);
                return await look(enough.Token).ConfigureAwait(false);
            },
            CancellationToken.None);

        // Read, so that a failure that nobody waits for any more counts as seen.
        _ = task.ContinueWith(
            static failed => failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }
}
