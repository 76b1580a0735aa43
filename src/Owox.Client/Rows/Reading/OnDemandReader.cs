using System.Diagnostics;

namespace Owox.Rows.Reading;

/// <summary>
/// Reads a source on request of its consumer, without another thread and without a copy. If the consumer is busy for some time,
/// reading continues without it, and <see cref="SpillingReadAhead"/> stores the bytes.
/// </summary>
internal sealed class OnDemandReader : IDisposable
{
    private const int Here = 0;
    private const int Away = 1;
    private const int LeftBehind = 2;

    private readonly Func<ArraySegment<byte>, CancellationToken, ValueTask<int>> _source;
    private readonly TimeSpan _slowConsumerDelay;
    private readonly SpillingReadAhead _ahead;
    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _watch;
    private int _consumer = Here;
    private long _awaySince = Stopwatch.GetTimestamp();
    private CancellationToken _heard;
    private CancellationTokenRegistration _hearing;

    /// <summary>Prepares to read.</summary>
    /// <param name="source">Fills a buffer; zero is the end. It always gets the same token.</param>
    /// <param name="memoryLimit">The maximum number of bytes in memory while the consumer is busy, before a file is used.</param>
    /// <param name="slowConsumerDelay">How long the consumer may be busy before reading continues without it.</param>
    public OnDemandReader(Func<ArraySegment<byte>, CancellationToken, ValueTask<int>> source, int memoryLimit, TimeSpan slowConsumerDelay)
    {
        _source = source;
        _slowConsumerDelay = slowConsumerDelay;
        _ahead = new SpillingReadAhead(
            (block, _) => source(new ArraySegment<byte>(block, 0, SpillingReadAhead.BlockSize), _stop.Token), memoryLimit, slowConsumerDelay);

        // The first callback has no effect. It only warms up the timer: a timer that is new to the runtime delays tiered compilation.
        _watch = new Timer(static reader => ((OnDemandReader)reader!).CheckIdle(), this, TimeSpan.Zero, slowConsumerDelay);
    }

    /// <inheritdoc cref="SpillingReadAhead.SpilledBytes"/>
    public long SpilledBytes => _ahead.SpilledBytes;

    /// <summary>The next bytes, in order; zero at the end. The target has room for a block. After a cancellation the source is not read again.</summary>
    public ValueTask<int> ReadAsync(ArraySegment<byte> target, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _consumer, Here, Away) == LeftBehind)
        {
            return _ahead.ReadAsync(target, cancellationToken);
        }

        if (cancellationToken != _heard)
        {
            // Callers usually pass the same token.
            _hearing.Dispose();
            _heard = cancellationToken;
            _hearing = cancellationToken.Register(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        }

        return _source(target, _stop.Token);
    }

    /// <summary>The consumer starts to process what it has read, which can take long.</summary>
    public void OnConsumerBusy()
    {
        Volatile.Write(ref _awaySince, Stopwatch.GetTimestamp());
        Interlocked.CompareExchange(ref _consumer, Away, Here);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _hearing.Dispose();
        _stop.Cancel();
        _ahead.Dispose();
    }

    // This is permanent: a consumer that was slow once is likely to be slow again.
    private void CheckIdle()
    {
        var away = (Stopwatch.GetTimestamp() - Volatile.Read(ref _awaySince)) / (double)Stopwatch.Frequency;
        if (away >= _slowConsumerDelay.TotalSeconds && Interlocked.CompareExchange(ref _consumer, LeftBehind, Away) == Away)
        {
            _ahead.Start();
        }
    }
}
