using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Owox.PowerShell.Completion;

/// <summary>What was looked up over one session, for a minute. Lives no longer than the session.</summary>
internal sealed class LookupCache
{
    private static readonly ConditionalWeakTable<OwoxSession, LookupCache> Caches = new();

    private readonly Dictionary<string, Lookup> _lookups = new(StringComparer.Ordinal);

    public static LookupCache Of(OwoxSession session) => Caches.GetOrCreateValue(session);

    /// <summary>The look-up of that name: the one that is fresh or still under way, or a new one; nothing where none can be begun.</summary>
    public Task<T[]> Find<T>(string name, Func<Func<CancellationToken, Task<T[]>>?> begin)
    {
        lock (_lookups)
        {
            if (_lookups.TryGetValue(name, out var known) && known.IsFresh)
            {
                return (Task<T[]>)known.Task;
            }

            if (begin() is not { } look)
            {
                return Task.FromResult<T[]>([]);
            }

            // What was asked for once and never again must not stay: there may be many data marts.
            foreach (var old in _lookups.Where(static entry => !entry.Value.IsFresh).Select(static entry => entry.Key).ToArray())
            {
                _lookups.Remove(old);
            }

            var task = Lookup.Begin(look);
            _lookups[name] = new Lookup(task);
            return task;
        }
    }
}
