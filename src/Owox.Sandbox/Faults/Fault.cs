namespace Owox.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>Another answer instead of the normal one.</summary>
    Status,

    /// <summary>A pause before the first byte, then the normal answer.</summary>
    Delay,

    /// <summary>A pause until the faults are cleared, then the normal answer.</summary>
    Hold,

    /// <summary>No answer, until the client goes away.</summary>
    Silent,

    /// <summary>The connection ends before the first byte of an answer.</summary>
    Disconnect,

    /// <summary>The beginning of an answer whose headers tell a length that is too large to read.</summary>
    LargeResponse,

    /// <summary>Whole rows, then the connection ends without the final chunk.</summary>
    CutChunked,

    /// <summary>Whole rows of a body that ends with the connection, which then ends in peace.</summary>
    CutClose,

    /// <summary>The same with a compressed body that stops in the middle.</summary>
    CutGzip,

    /// <summary>Whole rows and half of another one.</summary>
    CutLine,

    /// <summary>A line that is no JSON.</summary>
    MalformedLine,

    /// <summary>A line that is JSON and no row.</summary>
    NotObject,

    /// <summary>A very long line.</summary>
    HugeLine,

    /// <summary>A pause in the middle.</summary>
    Stall,

    /// <summary>Rows at a given pace.</summary>
    Slow,

    /// <summary>A normal stream whose run record tells something else.</summary>
    RunRecord,
}

/// <summary>A misbehaviour on demand.</summary>
public sealed record Fault
{
    /// <summary>Which requests: "GET /api/data-marts*"; the method may be missing, the query never counts.</summary>
    public required string Match { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>How many requests it hits; 0 is all of them until the faults are cleared.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many matching requests pass before it begins.</summary>
    public int Skip { get; init; }

    /// <summary>The status of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body of <see cref="FaultKind.Status"/>, sent as it is.</summary>
    public string Body { get; init; } = string.Empty;

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>The length of a delay or stall.</summary>
    public double Seconds { get; init; }

    /// <summary>After how many rows a cut or stall comes.</summary>
    public long AfterRows { get; init; }

    /// <summary>The number, from 1, of the line that is put in.</summary>
    public long AtRow { get; init; } = 1;

    /// <summary>The malformed line.</summary>
    public string Text { get; init; } = "{\"id\":";

    /// <summary>The length of the huge line, or of the large answer.</summary>
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>False makes <see cref="FaultKind.CutLine"/> end without the final chunk.</summary>
    public bool Clean { get; init; } = true;

    public double RowsPerSecond { get; init; } = 100;

    /// <summary>The status that the run record tells.</summary>
    public string? RunStatus { get; init; }

    /// <summary>The row count that the run record tells.</summary>
    public long? RowCount { get; init; }

    /// <summary>Leaves no run record at all.</summary>
    public bool Missing { get; init; }

    /// <summary>Leaves the stream's figures out of the run record.</summary>
    public bool OmitHttpData { get; init; }

    /// <summary>True when the normal answer does not come at all.</summary>
    internal bool ReplacesResponse => Kind is FaultKind.Status or FaultKind.Silent or FaultKind.Disconnect or FaultKind.LargeResponse;
}
