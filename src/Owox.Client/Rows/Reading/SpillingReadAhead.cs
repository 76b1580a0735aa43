using System.Buffers;
#if NET8_0_OR_GREATER
using System.Runtime.CompilerServices;
#endif

namespace Owox.Rows.Reading;

/// <summary>
/// Reads a source whatever the pace of the consumer: into memory up to a bound, then into a temporary file. The server
/// hangs up on a client that does not read.
/// </summary>
internal sealed class SpillingReadAhead : IDisposable
{
    /// <summary>The most that comes at once.</summary>
    public const int BlockSize = 128 * 1024;

    private readonly Func<byte[], CancellationToken, ValueTask<int>> _source;
    private readonly TimeSpan _slowConsumerDelay;
    private readonly BlockQueue _memory;
    private readonly SemaphoreSlim _room = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private SpillFile? _spool;
    private TaskCompletionSource<bool>? _waiting;
    private bool _ended;
    private Exception? _fault;
    private Task? _pump;

    /// <summary>Prepares to read.</summary>
    /// <param name="source">Fills a buffer; zero is the end.</param>
    /// <param name="memoryLimit">How many bytes are held in memory before the file is used.</param>
    /// <param name="slowConsumerDelay">How long memory that is full waits for the consumer before the file is used.</param>
    public SpillingReadAhead(Func<byte[], CancellationToken, ValueTask<int>> source, int memoryLimit, TimeSpan slowConsumerDelay)
    {
        _source = source;
        _memory = new BlockQueue(memoryLimit);
        _slowConsumerDelay = slowConsumerDelay;
    }

    /// <summary>The number of bytes that waited in the temporary file so far.</summary>
    public long SpilledBytes { get; private set; }

    /// <summary>Begins to read, if it has not begun; the first reader does so, too.</summary>
    public void Start() => _pump ??= Task.Run(PumpAsync, CancellationToken.None);

    /// <summary>The next bytes, in order; zero at the end. The target has room for a block. What the source threw comes after all that it had given.</summary>
    public ValueTask<int> ReadAsync(ArraySegment<byte> target, CancellationToken cancellationToken)
    {
        Start();
        lock (_gate)
        {
            return TryTake(target, out var count) ? new ValueTask<int>(count) : WaitAsync(target, cancellationToken);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        lock (_gate)
        {
            _ended = true;
            _spool?.Dispose();
            _spool = null;
        }
    }

#if NET8_0_OR_GREATER
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<int> WaitAsync(ArraySegment<byte> target, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource<bool> waiting;
            lock (_gate)
            {
                if (TryTake(target, out var count))
                {
                    return count;
                }

                if (_ended)
                {
                    return _fault is null ? 0 : throw _fault;
                }

                waiting = _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            using var cancelled = cancellationToken.Register(static waiter => ((TaskCompletionSource<bool>)waiter!).TrySetResult(false), waiting);
            await waiting.Task.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private bool TryTake(ArraySegment<byte> target, out int count)
    {
        if (_memory.TryTake(target, out count))
        {
            if (_room.CurrentCount == 0)
            {
                _room.Release();
            }
        }
        else if (_spool is { UnreadBytes: > 0 })
        {
            count = _spool.Read(target);
        }

        return count > 0;
    }

    private async Task PumpAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var block = ArrayPool<byte>.Shared.Rent(BlockSize);
                var count = await _source(block, _stop.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    ArrayPool<byte>.Shared.Return(block);
                    break;
                }

                await WaitForRoomAsync(count).ConfigureAwait(false);
                Keep(new ArraySegment<byte>(block, 0, count));
                SignalWaiter();
            }
        }
        catch (Exception e)
        {
            _fault = e;
        }
        finally
        {
            lock (_gate)
            {
                _ended = true;
            }

            SignalWaiter();
        }
    }

    // Wakes the reader that waits for data.
    private void SignalWaiter()
    {
        TaskCompletionSource<bool>? waiting;
        lock (_gate)
        {
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult(true);
    }

    // A consumer that is only slower than the server holds it up a little; one that stands still does not.
    private async Task WaitForRoomAsync(int count)
    {
        var taken = true;
        while (taken && IsFull(count))
        {
            taken = await _room.WaitAsync(_slowConsumerDelay, _stop.Token).ConfigureAwait(false);
        }
    }

    private bool IsFull(int count)
    {
        lock (_gate)
        {
            return !_ended && _spool is null or { UnreadBytes: 0 } && !_memory.IsEmpty && !_memory.HasRoomFor(count);
        }
    }

    private void Keep(ArraySegment<byte> block)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            // Once bytes stand in the file, later ones must queue behind them.
            if (_spool is null or { UnreadBytes: 0 } && _memory.HasRoomFor(block.Count))
            {
                _memory.Add(block);
                return;
            }

            _spool ??= SpillFile.Create();
            _spool.Write(block);
            SpilledBytes += block.Count;
            ArrayPool<byte>.Shared.Return(block.Array!);
        }
    }
}
