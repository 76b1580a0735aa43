using System.Collections.Concurrent;

namespace Owox.PowerShell.Completion;

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
