using System.Diagnostics;

namespace Owox.Rows.Reading;

/// <summary>
/// Reads a source on request of its consumer, without another thread and without a copy. If the consumer is busy for some time,
/// reading continues without it, and <see cref="SpillingReadAhead"/> stores the bytes.
/// </summary>
internal sealed class OnDemandReader : IDisposable
{
    private readonly Func<ArraySegment<byte>, CancellationToken, ValueTask<int>> _source;
    private readonly TimeSpan _slowConsumerDelay;
    private readonly SpillingReadAhead _ahead;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Timer _idleTimer;
    private int _state;
    private long _processingSince = Stopwatch.GetTimestamp();
    private CancellationToken _callerToken;
    private CancellationTokenRegistration _callerRegistration;

    /// <summary>Prepares to read.</summary>
    /// <param name="source">Fills a buffer; zero is the end. It always gets the same token.</param>
    /// <param name="memoryLimit">The maximum number of bytes in memory while the consumer is busy, before a file is used.</param>
    /// <param name="slowConsumerDelay">How long the consumer may be busy before reading continues without it.</param>
    public OnDemandReader(Func<ArraySegment<byte>, CancellationToken, ValueTask<int>> source, int memoryLimit, TimeSpan slowConsumerDelay)
    {
        _source = source;
        _slowConsumerDelay = slowConsumerDelay;
        _ahead = new SpillingReadAhead(
            (block, _) => source(new ArraySegment<byte>(block, 0, SpillingReadAhead.BlockSize), _cancellation.Token), memoryLimit, slowConsumerDelay);

        // The first callback has no effect. It only warms up the timer: a timer that is new to the runtime delays tiered compilation.
        // Gains 30 % of the CPU time of a short export to NDJSON.
        _idleTimer = new Timer(static reader => ((OnDemandReader)reader!).CheckIdle(), this, TimeSpan.Zero, slowConsumerDelay);
    }

    /// <inheritdoc cref="SpillingReadAhead.SpilledBytes"/>
    public long SpilledBytes => _ahead.SpilledBytes;

    /// <summary>The next bytes, in order; zero at the end. The target has room for a block. After a cancellation the source is not read again.</summary>
    public ValueTask<int> ReadAsync(ArraySegment<byte> target, CancellationToken cancellationToken)
    {
        if (Exchange(ConsumerState.Processing, ConsumerState.Reading) == ConsumerState.Detached)
        {
            return _ahead.ReadAsync(target, cancellationToken);
        }

        if (cancellationToken != _callerToken)
        {
            // Callers usually pass the same token.
            _callerRegistration.Dispose();
            _callerToken = cancellationToken;
            _callerRegistration = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), _cancellation);
        }

        return _source(target, _cancellation.Token);
    }

    /// <summary>The consumer starts to process what it has read, which can take long.</summary>
    public void OnConsumerBusy()
    {
        Volatile.Write(ref _processingSince, Stopwatch.GetTimestamp());
        Exchange(ConsumerState.Reading, ConsumerState.Processing);
    }

    public void Dispose()
    {
        _idleTimer.Dispose();
        _callerRegistration.Dispose();
        _cancellation.Cancel();
        _ahead.Dispose();
    }

    // This is permanent: a consumer that was slow once is likely to be slow again.
    private void CheckIdle()
    {
        var seconds = (Stopwatch.GetTimestamp() - Volatile.Read(ref _processingSince)) / (double)Stopwatch.Frequency;
        if (seconds >= _slowConsumerDelay.TotalSeconds && Exchange(ConsumerState.Processing, ConsumerState.Detached) == ConsumerState.Processing)
        {
            _ahead.Start();
        }
    }

    // Changes the state if it has the expected value, and returns the previous one.
    private ConsumerState Exchange(ConsumerState expected, ConsumerState next) =>
        (ConsumerState)Interlocked.CompareExchange(ref _state, (int)next, (int)expected);

    private enum ConsumerState
    {
        /// <summary>The consumer waits for bytes, or has not read any yet.</summary>
        Reading,

        /// <summary>The consumer processes what it has read.</summary>
        Processing,

        /// <summary>The consumer was busy for too long, so reading continues without it.</summary>
        Detached,
    }
}
