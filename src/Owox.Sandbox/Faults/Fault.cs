namespace Owox.Sandbox.Faults;

/// <summary>The kinds of faults.</summary>
public enum FaultKind
{
    /// <summary>Another response instead of the normal response.</summary>
    Status,

    /// <summary>A pause before the first byte, then the normal response.</summary>
    Delay,

    /// <summary>A pause until the faults are cleared, then the normal response.</summary>
    Hold,

    /// <summary>No response until the client disconnects.</summary>
    Silent,

    /// <summary>The connection ends before the first byte of a response.</summary>
    Disconnect,

    /// <summary>The start of a response with a length that is too large to read.</summary>
    LargeResponse,

    /// <summary>Complete rows, then the connection ends without the final chunk.</summary>
    CutChunked,

    /// <summary>Complete rows of a body that ends with the connection, which is closed normally.</summary>
    CutClose,

    /// <summary>Complete rows in a compressed body that is truncated.</summary>
    CutGzip,

    /// <summary>Complete rows and half of another one.</summary>
    CutLine,

    /// <summary>A line that is not JSON.</summary>
    MalformedLine,

    /// <summary>A line that is JSON but not a row.</summary>
    NotObject,

    /// <summary>A very long line.</summary>
    HugeLine,

    /// <summary>A pause during the stream.</summary>
    Stall,

    /// <summary>Rows at a constant rate.</summary>
    Slow,

    /// <summary>A normal stream with another record of the run.</summary>
    RunRecord,
}

/// <summary>A fault that a test injects.</summary>
public sealed record Fault
{
    /// <summary>The requests, such as "GET /api/data-marts*". The method is optional. The query is not compared.</summary>
    public required string Match { get; init; }
    public required FaultKind Kind { get; init; }

    /// <summary>The number of requests. 0 means all requests until the faults are cleared.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The number of matching requests before the fault occurs.</summary>
    public int Skip { get; init; }

    /// <summary>The status of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body of <see cref="FaultKind.Status"/>, which is sent unchanged.</summary>
    public string Body { get; init; } = string.Empty;
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>The length of a delay or stall.</summary>
    public double Seconds { get; init; }

    /// <summary>The number of rows before a cut or a stall.</summary>
    public long AfterRows { get; init; }

    /// <summary>The number, from 1, of the inserted line.</summary>
    public long AtRow { get; init; } = 1;

    /// <summary>The malformed line.</summary>
    public string Text { get; init; } = "{\"id\":";

    /// <summary>The length of the huge line, or of the large response.</summary>
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>False makes <see cref="FaultKind.CutLine"/> end without the final chunk.</summary>
    public bool Clean { get; init; } = true;
    public double RowsPerSecond { get; init; } = 100;

    /// <summary>The status in the record of the run.</summary>
    public string? RunStatus { get; init; }

    /// <summary>The row count in the record of the run.</summary>
    public long? RowCount { get; init; }

    /// <summary>Removes the record of the run.</summary>
    public bool Missing { get; init; }

    /// <summary>Omits the numbers of the stream from the record of the run.</summary>
    public bool OmitHttpData { get; init; }

    /// <summary>Whether the normal response is not sent.</summary>
    internal bool ReplacesResponse => Kind is FaultKind.Status or FaultKind.Silent or FaultKind.Disconnect or FaultKind.LargeResponse;
}
