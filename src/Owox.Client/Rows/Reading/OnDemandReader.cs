using System.Diagnostics;

namespace Owox.Rows.Reading;

/// <summary>
/// Reads a source when its consumer asks: no thread between the two, and no copy. Once the consumer has stayed away for
/// a while, reading goes on without it, and <see cref="SpillingReadAhead"/> keeps what comes.
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
    /// <param name="source">Fills a buffer; zero is the end. It is always given the same token.</param>
    /// <param name="memoryLimit">How many bytes are held in memory while the consumer is away, before a file is used.</param>
    /// <param name="slowConsumerDelay">How long the consumer may be away before reading goes on without it.</param>
    public OnDemandReader(Func<ArraySegment<byte>, CancellationToken, ValueTask<int>> source, int memoryLimit, TimeSpan slowConsumerDelay)
    {
        _source = source;
        _slowConsumerDelay = slowConsumerDelay;
        _ahead = new SpillingReadAhead(
            (block, _) => source(new ArraySegment<byte>(block, 0, SpillingReadAhead.BlockSize), _stop.Token), memoryLimit, slowConsumerDelay);

        // The first look finds nothing: it is there for the runtime, which puts off all optimizing when a timer is new to it.
        _watch = new Timer(static reader => ((OnDemandReader)reader!).CheckIdle(), this, TimeSpan.Zero, slowConsumerDelay);
    }

    /// <inheritdoc cref="SpillingReadAhead.SpilledBytes"/>
    public long SpilledBytes => _ahead.SpilledBytes;

    /// <summary>The next bytes, in order; zero at the end. The target has room for a block. Who cancels gives the source up.</summary>
    public ValueTask<int> ReadAsync(ArraySegment<byte> target, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _consumer, Here, Away) == LeftBehind)
        {
            return _ahead.ReadAsync(target, cancellationToken);
        }

        if (cancellationToken != _heard)
        {
            // Callers nearly always come with the same one.
            _hearing.Dispose();
            _heard = cancellationToken;
            _hearing = cancellationToken.Register(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        }

        return _source(target, _stop.Token);
    }

    /// <summary>The consumer turns to what it has read, and may be long.</summary>
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

    // From then on for good: a consumer that was slow once is likely to be so again.
    private void CheckIdle()
    {
        var away = (Stopwatch.GetTimestamp() - Volatile.Read(ref _awaySince)) / (double)Stopwatch.Frequency;
        if (away >= _slowConsumerDelay.TotalSeconds && Interlocked.CompareExchange(ref _consumer, LeftBehind, Away) == Away)
        {
            _ahead.Start();
        }
    }
}
