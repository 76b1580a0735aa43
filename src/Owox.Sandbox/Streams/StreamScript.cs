namespace Owox.Sandbox.Streams;

/// <summary>What happens at which row of a stream.</summary>
internal sealed class StreamScript
{
    private readonly Queue<(long At, Fault Fault)> _events;
    private readonly double? _rowsPerSecond;

    public StreamScript(IReadOnlyList<Fault> faults)
    {
        _events = new Queue<(long, Fault)>(faults.Where(HappensInStream).Select(fault => (At(fault), fault)).OrderBy(pair => pair.Item1));
        _rowsPerSecond = faults.FirstOrDefault(fault => fault.Kind == FaultKind.Slow)?.RowsPerSecond;
        Framing = faults.Any(fault => fault.Kind == FaultKind.CutGzip) ? Streams.Framing.Gzip
            : faults.Any(fault => fault.Kind == FaultKind.CutClose) ? Streams.Framing.Close
            : faults.Any(fault => fault.Kind is FaultKind.CutChunked or FaultKind.CutLine) ? Streams.Framing.Chunked
            : null;
    }

    /// <summary>How the answer has to be framed so that it can end as it should; null for the usual way.</summary>
    public Framing? Framing { get; }

    /// <summary>The pause after so many rows.</summary>
    public double Pause(long rows) => _rowsPerSecond is { } pace ? rows / pace : 0;

    /// <summary>How many rows may go out in one piece.</summary>
    public long Room(long sent)
    {
        var room = _events.TryPeek(out var next) ? next.At - sent : long.MaxValue;
        return _rowsPerSecond is { } pace ? long.Min(room, long.Max(1, (long)(pace / 10))) : room;
    }

    /// <summary>The next thing that is due after so many rows, or at their end.</summary>
    public Fault? Due(long sent, bool atEnd) =>
        _events.TryPeek(out var next) && (next.At <= sent || (atEnd && IsCut(next.Fault))) ? _events.Dequeue().Fault : null;

    public static bool IsCut(Fault fault) =>
        fault.Kind is FaultKind.CutChunked or FaultKind.CutClose or FaultKind.CutGzip or FaultKind.CutLine;

    private static bool HappensInStream(Fault fault) => IsCut(fault)
        || fault.Kind is FaultKind.MalformedLine or FaultKind.NotObject or FaultKind.HugeLine or FaultKind.Stall;

    private static long At(Fault fault) => IsCut(fault) || fault.Kind == FaultKind.Stall ? fault.AfterRows : fault.AtRow - 1;
}
