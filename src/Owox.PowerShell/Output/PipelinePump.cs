using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;

namespace Owox.PowerShell.Output;

/// <summary>Carries what other threads have to say to the pipeline thread, which alone may write.</summary>
internal sealed class PipelinePump<T> : IDisposable
{
    private readonly BlockingCollection<T> _queue;

    public PipelinePump(int capacity) => _queue = new BlockingCollection<T>(capacity);

    /// <summary>Adds an item, from any thread; waits while the queue is full. False when nobody listens any more.</summary>
    public bool Add(T item, System.Threading.CancellationToken cancellationToken)
    {
        try
        {
            _queue.Add(item, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Hands each item to <paramref name="take"/> on this thread until the work is done, then gives its outcome.</summary>
    public TResult Run<TResult>(Task<TResult> work, Action<T> take)
    {
        _ = work.ContinueWith(static (_, queue) => ((BlockingCollection<T>)queue!).CompleteAdding(), _queue, TaskScheduler.Default);
        foreach (var item in _queue.GetConsumingEnumerable())
        {
            take(item);
        }

        return work.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        // Not disposed of: the work may still be adding, and an unreferenced queue costs nothing.
        if (!_queue.IsAddingCompleted)
        {
            _queue.CompleteAdding();
        }
    }
}
