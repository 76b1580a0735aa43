namespace Owox.Sandbox.Streams;

/// <summary>The faults of one stream, in the order of their rows.</summary>
internal sealed class StreamFaults(IReadOnlyList<Fault> faults)
{
    private readonly Queue<(long At, Fault Fault)> _faults = new(
        faults.Where(fault => IsCut(fault) || fault.Kind is FaultKind.MalformedLine or FaultKind.NotObject or FaultKind.HugeLine or FaultKind.Stall)
            .Select(fault => (IsCut(fault) || fault.Kind == FaultKind.Stall ? fault.AfterRows : fault.AtRow - 1, fault)).OrderBy(pair => pair.Item1));

    private readonly double? _rowsPerSecond = faults.FirstOrDefault(static fault => fault.Kind == FaultKind.Slow)?.RowsPerSecond;

    /// <summary>The kind of the cut, or null if the response is complete.</summary>
    public FaultKind? Cut { get; } = faults.FirstOrDefault(IsCut)?.Kind;

    /// <summary>Returns the pause after the specified number of rows, in seconds.</summary>
    public double Pause(long rows) => _rowsPerSecond is { } pace ? rows / pace : 0;

    /// <summary>Returns the number of rows until the next fault or the next pause.</summary>
    public long MaxRows(long sent)
    {
        var rows = _faults.TryPeek(out var next) ? next.At - sent : long.MaxValue;
        return _rowsPerSecond is { } pace ? long.Min(rows, long.Max(1, (long)(pace / 10))) : rows;
    }

    /// <summary>Returns the next fault after the specified number of rows, or at the end of the rows.</summary>
    public Fault? Next(long sent, bool atEnd) =>
        _faults.TryPeek(out var next) && (next.At <= sent || (atEnd && IsCut(next.Fault))) ? _faults.Dequeue().Fault : null;

    public static bool IsCut(Fault fault) =>
        fault.Kind is FaultKind.CutChunked or FaultKind.CutClose or FaultKind.CutGzip or FaultKind.CutLine;
}
