using System.Buffers;
#if NET8_0_OR_GREATER
#endif

namespace Owox.Rows.Reading;

/// <summary>
/// Reads a source independently of the speed of the consumer, first into memory up to a limit and then into a temporary file, because the
/// server closes the connection of a client that does not read.
/// </summary>
internal sealed class SpillingReadAhead : IDisposable
{
    /// <summary>The maximum size of a block in bytes.</summary>
    public const int BlockSize = 128 * 1024;

    private readonly Func<byte[], CancellationToken, ValueTask<int>> _source;
    private readonly TimeSpan _slowConsumerDelay;
    private readonly BlockQueue _memory;
    private readonly SemaphoreSlim _room = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private SpillFile? _spillFile;
    private TaskCompletionSource<bool>? _waiting;
    private bool _ended;
    private Exception? _error;
    private Task? _pump;

    /// <summary>Initializes the reader.</summary>
    /// <param name="source">Fills a buffer and returns the number of bytes; zero at the end.</param>
    /// <param name="memoryLimit">The maximum number of bytes in memory. Further data is written to the file.</param>
    /// <param name="slowConsumerDelay">How long a full memory buffer waits for the consumer before the file is used.</param>
    public SpillingReadAhead(Func<byte[], CancellationToken, ValueTask<int>> source, int memoryLimit, TimeSpan slowConsumerDelay)
    {
        _source = source;
        _memory = new BlockQueue(memoryLimit);
        _slowConsumerDelay = slowConsumerDelay;
    }

    /// <summary>The number of bytes that were written to the temporary file so far.</summary>
    public long SpilledBytes { get; private set; }

    /// <summary>Starts to read if reading has not started. The first call of <see cref="ReadAsync"/> also starts it.</summary>
    public void Start() => _pump ??= Task.Run(PumpAsync, CancellationToken.None);

    /// <summary>
    /// Returns the next bytes in order; zero at the end. The target must have room for a block. An exception of the source follows after all
    /// its data.
    /// </summary>
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
            _spillFile?.Dispose();
            _spillFile = null;
        }
    }

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
                    return _error is null ? 0 : throw _error;
                }

                waiting = _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            using var registration = cancellationToken.Register(static waiter => ((TaskCompletionSource<bool>)waiter!).TrySetResult(false), waiting);
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
        else if (_spillFile is { UnreadBytes: > 0 })
        {
            count = _spillFile.Read(target);
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
            _error = e;
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

    // Wakes up the reader that waits for data.
    private void SignalWaiter()
    {
        TaskCompletionSource<bool>? waiting;
        lock (_gate)
        {
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult(true);
    }

    // A slow consumer may delay the server a little, a blocked one must not.
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
            return !_ended && _spillFile is null or { UnreadBytes: 0 } && !_memory.IsEmpty && !_memory.HasRoomFor(count);
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

            // If the file contains data, later data must also be written to the file.
            if (_spillFile is null or { UnreadBytes: 0 } && _memory.HasRoomFor(block.Count))
            {
                _memory.Add(block);
                return;
            }

            _spillFile ??= SpillFile.Create("The rows arrived faster than they were processed");
            _spillFile.Write(block);
            SpilledBytes += block.Count;
            ArrayPool<byte>.Shared.Return(block.Array!);
        }
    }
}
