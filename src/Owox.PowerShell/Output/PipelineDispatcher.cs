using System.Runtime.CompilerServices;
using Owox.Rows.Parsing;

namespace Owox.PowerShell.Output;

/// <summary>Passes items from other threads to the pipeline thread, the only one that may write.</summary>
/// <param name="capacity">How many items wait before adding blocks.</param>
internal sealed class PipelineDispatcher<T>(int capacity) : IDisposable
{
    private const int MillisecondsBetweenLooks = 50;

    private readonly object _gate = new();
    private List<T> _waiting = [];
    private List<T> _taken = [];
    private bool _ended;

    /// <summary>Adds an item, from any thread; waits while the queue is full. Returns false if the consumer has ended.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public bool Add(T item, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (_waiting.Count >= capacity && !_ended && !cancellationToken.IsCancellationRequested)
            {
                // Polling is simpler than a callback for the cancellation, which would need the same lock.
                Monitor.Wait(_gate, MillisecondsBetweenLooks);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (_ended)
            {
                return false;
            }

            _waiting.Add(item);
            if (_waiting.Count == 1)
            {
                Monitor.PulseAll(_gate);
            }

            return true;
        }
    }

    /// <summary>Passes each item to <paramref name="take"/> on this thread until the work is done, and returns its result.</summary>
    public TResult Run<TResult>(Task<TResult> work, Action<T> take)
    {
        _ = work.ContinueWith(static (_, pump) => ((PipelineDispatcher<T>)pump!).Dispose(), this, TaskScheduler.Default);
        while (TakeAll())
        {
            foreach (var item in _taken)
            {
                take(item);
            }

            _taken.Clear();
        }

        return work.GetAwaiter().GetResult();
    }

    /// <summary>Nothing is added any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    // Takes all items at once, because waking a thread costs more than passing an item.
    [MethodImpl(Compiled.AggressiveOptimization)]
    private bool TakeAll()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_ended)
            {
                Monitor.Wait(_gate);
            }

            (_taken, _waiting) = (_waiting, _taken);
            Monitor.PulseAll(_gate);
            return _taken.Count > 0;
        }
    }
}
