using System.Text.RegularExpressions;

namespace Owox.Sandbox.Faults;

/// <summary>The injected faults that have not occurred yet.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];
    private int _lastId;
    private TaskCompletionSource _cleared = NewSignal();

    /// <summary>Completes when the faults are cleared.</summary>
    internal Task Cleared
    {
        get
        {
            lock (_gate)
            {
                return _cleared.Task;
            }
        }
    }

    /// <summary>Injects a fault and returns its ID.</summary>
    public string Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _pending.Add(new Pending(fault));
            return (++_lastId).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
            _cleared.SetResult();
            _cleared = NewSignal();
        }
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
            foreach (var pending in _pending)
            {
                var isNext = !(pending.Fault.ReplacesResponse && taken.Exists(fault => fault.ReplacesResponse));
                if (pending.Matches(method, path) && isNext && pending.Hit())
                {
                    taken.Add(pending.Fault);
                }
            }

            _pending.RemoveAll(pending => pending.IsSpent);
        }

        return taken;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A fault that has not occurred yet. Match is a path with an optional method, in which * matches any text.</summary>
    private sealed class Pending(Fault fault)
    {
        private readonly Regex _pattern = new(
            $"^{(fault.Match.Contains(' ', StringComparison.Ordinal) ? "" : "[A-Z]+ ")}{Regex.Escape(fault.Match).Replace("\\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
            TimeSpan.FromSeconds(1));

        private int _skip = fault.Skip;
        private int _left = fault.Times;

        public Fault Fault => fault;

        public bool IsSpent => fault.Times > 0 && _left <= 0;

        public bool Matches(string method, string path) => _pattern.IsMatch($"{method} {path}");

        public bool Hit()
        {
            if (_skip > 0)
            {
                _skip--;
                return false;
            }

            _left--;
            return true;
        }
    }
}
