using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Owox.PowerShell.Completion;

/// <summary>What was looked up over one session, for a minute or until a command changes something. Lives no longer than the session.</summary>
internal sealed class CompletionCache(ApiOrigin origin)
{
    // A server that answers nothing would otherwise hold a connection for each data mart that TAB is pressed at.
    private const int MostUnderWay = 8;

    private static readonly ConditionalWeakTable<OwoxSession, CompletionCache> Caches = new();

    private readonly Dictionary<string, CachedQuery> _lookups = new(StringComparer.Ordinal);
    private int _underWay;

    public static CompletionCache ForSession(OwoxSession session) => Caches.GetValue(session, static s => new CompletionCache(s.Origin));

    /// <summary>The look-up of that name: the one that is fresh or still under way, or a new one; nothing where none can be begun.</summary>
    /// <param name="name">What is looked up.</param>
    /// <param name="ofRuns">Whether runs are, which change oftener than all else.</param>
    /// <param name="begin">Gives what looks it up; null where that cannot be done now.</param>
    public Task<T[]> Find<T>(string name, bool ofRuns, Func<Func<CancellationToken, Task<T[]>>?> begin)
    {
        lock (_lookups)
        {
            if (_lookups.TryGetValue(name, out var known) && known.IsFresh)
            {
                return (Task<T[]>)known.Task;
            }

            if (Volatile.Read(ref _underWay) >= MostUnderWay || begin() is not { } look)
            {
                return Task.FromResult<T[]>([]);
            }

            // What was asked for once and never again must not stay: there may be many data marts.
            foreach (var old in _lookups.Where(static entry => !entry.Value.IsFresh).Select(static entry => entry.Key).ToArray())
            {
                _lookups.Remove(old);
            }

            var begun = CompletionCacheInvalidator.Moment();
            var task = Begin(look);
            _lookups[name] = new CachedQuery(task, () => !CompletionCacheInvalidator.Since(begun, origin, ofRuns));
            return task;
        }
    }

    private Task<T[]> Begin<T>(Func<CancellationToken, Task<T[]>> look)
    {
        Interlocked.Increment(ref _underWay);
        var task = CachedQuery.Begin(look);
        _ = task.ContinueWith(
            _ => Interlocked.Decrement(ref _underWay), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}

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

        // Reading the exception marks it as observed, also if nothing waits for the task any more.
        _ = task.ContinueWith(
            static failed => failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }
}

/// <summary>
/// What the commands of this process did to deployments. What TAB had looked up before such a command tells no longer,
/// over whichever connection: a key that was revoked would be offered still.
/// </summary>
internal static class CompletionCacheInvalidator
{
    private static readonly ConcurrentDictionary<(ApiOrigin Origin, bool OnlyRuns), long> Latest = new();

    private static long _moments;

    /// <summary>Marks a point in time that is later than all before.</summary>
    public static long Moment() => Interlocked.Increment(ref _moments);

    /// <summary>Takes note of a call of a command, which may have changed something.</summary>
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

    /// <summary>Whether something has changed since that moment.</summary>
    public static bool Since(long moment, ApiOrigin origin, bool ofRuns) =>
        IsLater(moment, origin, onlyRuns: false) || (ofRuns && IsLater(moment, origin, onlyRuns: true));

    private static bool IsLater(long moment, ApiOrigin origin, bool onlyRuns) => Latest.TryGetValue((origin, onlyRuns), out var at) && at > moment;

    private static bool IsGet(RequestRecord call) => string.Equals(call.Method, "GET", StringComparison.Ordinal);

    private static bool IsSignIn(string path) => path.StartsWith("/auth/", StringComparison.Ordinal) || path.StartsWith("/api/auth/", StringComparison.Ordinal);

    // Rows that are read make a run, and what was read of runs is newer than what TAB knows: they go on by themselves.
    private static bool IsAboutRuns(string path) =>
        path.StartsWith("/api/external/http-data/", StringComparison.Ordinal) || path.IndexOf("/runs", StringComparison.Ordinal) >= 0;
}
