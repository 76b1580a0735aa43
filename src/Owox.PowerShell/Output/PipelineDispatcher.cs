using System.Runtime.CompilerServices;
using Owox.Rows.Parsing;

namespace Owox.PowerShell.Output;

/// <summary>Carries what other threads have to say to the pipeline thread, which alone may write.</summary>
/// <param name="capacity">How many items wait before those who add more are held up.</param>
internal sealed class PipelineDispatcher<T>(int capacity) : IDisposable
{
    private const int MillisecondsBetweenLooks = 50;

    private readonly object _gate = new();
    private List<T> _waiting = [];
    private List<T> _taken = [];
    private bool _ended;

    /// <summary>Adds an item, from any thread; waits while the queue is full. False when nobody listens any more.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public bool Add(T item, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (_waiting.Count >= capacity && !_ended && !cancellationToken.IsCancellationRequested)
            {
                // Looking up now and then is simpler than being told of a cancellation, which takes the same lock.
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

    /// <summary>Hands each item to <paramref name="take"/> on this thread until the work is done, then gives its outcome.</summary>
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

    // All at once: each time that one thread must wake the other costs more than handing over an item.
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
