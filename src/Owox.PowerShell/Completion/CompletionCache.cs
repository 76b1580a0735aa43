using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Owox.PowerShell.Completion;

/// <summary>Caches query results of one session for a minute or until a command changes data. The cache is discarded with the session.</summary>
internal sealed class CompletionCache(ApiOrigin origin)
{
    // Without this limit, a server that does not respond would occupy a connection for each data mart for which TAB is pressed.
    private const int MaxPending = 8;

    private static readonly ConditionalWeakTable<OwoxSession, CompletionCache> Caches = new();

    private readonly Dictionary<string, CachedQuery> _lookups = new(StringComparer.Ordinal);
    private int _pending;

    public static CompletionCache ForSession(OwoxSession session) => Caches.GetValue(session, static s => new CompletionCache(s.Origin));

    /// <summary>
    /// Returns the query with this name if it is valid or still running, or starts a new one. Returns an empty result if it cannot be
    /// started.
    /// </summary>
    /// <param name="name">The name of the query.</param>
    /// <param name="ofRuns">Whether the query returns runs, which change more often than other data.</param>
    /// <param name="begin">Returns the function that runs the query, or null if it cannot be run now.</param>
    public Task<T[]> Find<T>(string name, bool ofRuns, Func<Func<CancellationToken, Task<T[]>>?> begin)
    {
        lock (_lookups)
        {
            if (_lookups.TryGetValue(name, out var known) && known.IsFresh)
            {
                return (Task<T[]>)known.Task;
            }

            if (Volatile.Read(ref _pending) >= MaxPending || begin() is not { } query)
            {
                return Task.FromResult<T[]>([]);
            }

            // Expired queries are removed, because a project can have many data marts.
            foreach (var old in _lookups.Where(static entry => !entry.Value.IsFresh).Select(static entry => entry.Key).ToArray())
            {
                _lookups.Remove(old);
            }

            var begun = CompletionCacheInvalidator.Moment();
            var task = Begin(query);
            _lookups[name] = new CachedQuery(task, () => !CompletionCacheInvalidator.Since(begun, origin, ofRuns));
            return task;
        }
    }

    private Task<T[]> Begin<T>(Func<CancellationToken, Task<T[]>> query)
    {
        Interlocked.Increment(ref _pending);
        var task = CachedQuery.Begin(query);
        _ = task.ContinueWith(
            _ => Interlocked.Decrement(ref _pending), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}

/// <summary>A query that is running or has completed.</summary>
/// <param name="task">The task that returns the result.</param>
/// <param name="isCurrent">Whether nothing has been changed since the query was started.</param>
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

    public static Task<T> Begin<T>(Func<CancellationToken, Task<T>> query)
    {
        var task = Task.Run(
            async () =>
            {
                using var enough = new CancellationTokenSource(ModuleTimings.Current.CompletionRequestTimeout);
                return await query(enough.Token).ConfigureAwait(false);
            },
            CancellationToken.None);

        // Reading the exception marks it as observed, even if the task is no longer awaited.
        _ = task.ContinueWith(
            static failed => failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }
}

/// <summary>
/// Records changes that commands of this process made in deployments. Completion results from before a change are invalid for all
/// connections; for example, a revoked key must not be suggested.
/// </summary>
internal static class CompletionCacheInvalidator
{
    private static readonly ConcurrentDictionary<(ApiOrigin Origin, bool OnlyRuns), long> Latest = new();

    private static long _moments;

    /// <summary>Returns a sequence number that is higher than all previous ones.</summary>
    public static long Moment() => Interlocked.Increment(ref _moments);

    /// <summary>Records a request of a command that may have changed something.</summary>
    public static void Note(RequestRecord call)
    {
        if (!IsGet(call) && !IsSignIn(call.Path))
        {
            Latest[(call.Origin, false)] = Moment();
        }
        else if (IsAboutRuns(call.Path))
        {
            Latest[(call.Origin, true)] = Moment();
        }
    }

    /// <summary>Whether something has changed since the sequence number.</summary>
    public static bool Since(long moment, ApiOrigin origin, bool ofRuns) =>
        IsLater(moment, origin, onlyRuns: false) || (ofRuns && IsLater(moment, origin, onlyRuns: true));

    private static bool IsLater(long moment, ApiOrigin origin, bool onlyRuns) => Latest.TryGetValue((origin, onlyRuns), out var at) && at > moment;

    private static bool IsGet(RequestRecord call) => string.Equals(call.Method, "GET", StringComparison.Ordinal);

    private static bool IsSignIn(string path) => path.StartsWith("/auth/", StringComparison.Ordinal) || path.StartsWith("/api/auth/", StringComparison.Ordinal);

    // Reading rows creates a run, and the results of a command that reads runs are newer than the cache.
    private static bool IsAboutRuns(string path) =>
        path.StartsWith("/api/external/http-data/", StringComparison.Ordinal) || path.IndexOf("/runs", StringComparison.Ordinal) >= 0;
}
