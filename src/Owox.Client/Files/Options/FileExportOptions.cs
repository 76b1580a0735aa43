namespace Owox;

/// <summary>Where and how rows are written to a file.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Format">What the file looks like.</param>
public sealed record FileExportOptions(string Path, RowFileFormat Format)
{
    /// <summary>Whether the file is compressed with gzip.</summary>
    public bool Compress { get; init; }

    /// <summary>Whether the format was specified, so that any extension of the path is one.</summary>
    public bool IsFormatSpecified { get; init; }

    /// <summary>Whether rows are added to a file that is there; NDJSON and CSV only.</summary>
    public bool Append { get; init; }

    /// <summary>Whether the caller holds the lock of the file that rows are added to.</summary>
    internal bool IsLocked { get; init; }

    /// <summary>Whether rows in the file that is added to are an error, because nothing tells which they are.</summary>
    internal bool IsWithoutState { get; init; }

    /// <summary>Whether a file that is there is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether a file that is there is replaced even where it is read-only.</summary>
    public bool Force { get; init; }

    public CsvOptions Csv { get; init; } = new();
}

/// <summary>What a file of rows looks like.</summary>
public enum RowFileFormat
{
    /// <summary>A JSON object a line, the server's own bytes.</summary>
    Ndjson,

    /// <summary>Comma-separated values (RFC 4180), UTF-8.</summary>
    Csv,

    /// <summary>One JSON array of objects.</summary>
    Json,
}

/// <summary>How values are written as CSV.</summary>
public sealed record CsvOptions
{
    /// <summary>Between values.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands for null. An empty text is written in quotes, so the two can be told apart.</summary>
    public string NullValue { get; init; } = "";

    /// <summary>Whether the file begins with a byte order mark, by which Excel knows UTF-8.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>Whether the file is for Excel: numbers get <see cref="DecimalSeparator"/>, and what Excel would change is a warning.</summary>
    public bool IsForExcel { get; init; }

    /// <summary>What separates the decimals of numbers in a file for Excel.</summary>
    public string DecimalSeparator { get; init; } = ".";

    /// <summary>Whether text that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    public bool EscapeFormula { get; init; }
}
