namespace Owox.Sandbox.Faults;

/// <summary>The misbehaviour that was asked for and has not happened yet.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];
    private int _lastId;
    private TaskCompletionSource _cleared = NewSignal();

    /// <summary>Ends when the faults are cleared the next time.</summary>
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

    /// <summary>Asks for a misbehaviour and returns its id.</summary>
    public string Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _pending.Add(new Pending(fault));
            return (++_lastId).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Goes back to normal.</summary>
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
    /// The faults that hit this request. Of those that replace the answer only the first does; the next waits for the
    /// next request, so that several in a row make a sequence.
    /// </summary>
    internal IReadOnlyList<Fault> Take(string method, string path)
    {
        var taken = new List<Fault>();
        lock (_gate)
        {
            foreach (var pending in _pending)
            {
                var isNext = !(pending.Fault.ReplacesResponse && taken.Exists(fault => fault.ReplacesResponse));
                if (pending.Pattern.Matches(method, path) && isNext && pending.Hit())
                {
                    taken.Add(pending.Fault);
                }
            }

            _pending.RemoveAll(pending => pending.IsSpent);
        }

        return taken;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Pending(Fault fault)
    {
        private int _skip = fault.Skip;
        private int _left = fault.Times;

        public Fault Fault => fault;

        public RequestPattern Pattern { get; } = new(fault.Match);

        public bool IsSpent => fault.Times > 0 && _left <= 0;

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
