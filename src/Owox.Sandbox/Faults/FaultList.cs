using System.IO.Enumeration;

namespace Owox.Sandbox.Faults;

/// <summary>The injected faults that have not occurred yet.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];
    private TaskCompletionSource _cleared = NewSignal();

    /// <summary>Completes when the faults are cleared.</summary>
    internal Task Cleared => Volatile.Read(ref _cleared).Task;

    /// <summary>Injects a fault.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _pending.Add(new Pending(fault));
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
        }

        Interlocked.Exchange(ref _cleared, NewSignal()).SetResult();
    }

    /// <summary>
    /// Returns the faults of this request. Of the faults that replace the response, only the first one is used. The next one applies to the
    /// next request, so that several faults are a sequence.
    /// </summary>
    internal IReadOnlyList<Fault> Take(string method, string path)
    {
        var taken = new List<Fault>();
        lock (_gate)
        {
            foreach (var pending in _pending.Where(pending => pending.Matches(method, path)))
            {
                var isNext = !(pending.Fault.ReplacesResponse && taken.Exists(static fault => fault.ReplacesResponse));
                if (isNext && ++pending.Requests > pending.Fault.Skip)
                {
                    taken.Add(pending.Fault);
                }
            }

            _pending.RemoveAll(static pending => pending.Fault.Times > 0 && pending.Requests >= pending.Fault.Skip + pending.Fault.Times);
        }

        return taken;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A fault and the number of its requests. The pattern is a path with an optional method, in which * matches any text.</summary>
    private sealed class Pending(Fault fault)
    {
        public Fault Fault => fault;

        public int Requests { get; set; }

        public bool Matches(string method, string path) => FileSystemName.MatchesSimpleExpression(
            fault.Match, fault.Match.Contains(' ', StringComparison.Ordinal) ? $"{method} {path}" : path, ignoreCase: false);
    }
}
