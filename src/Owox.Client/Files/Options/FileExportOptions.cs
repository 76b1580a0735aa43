namespace Owox;

/// <summary>The path, the format and the options of a file to which rows are written.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Format">The format of the file.</param>
public sealed record FileExportOptions(string Path, RowFileFormat Format)
{
    /// <summary>Whether the file is compressed with gzip.</summary>
    public bool Compress { get; init; }

    /// <summary>Whether the format was specified. If so, any extension of the path is treated as an extension.</summary>
    public bool IsFormatSpecified { get; init; }

    /// <summary>Whether rows are appended to an existing file. Only NDJSON and CSV support this.</summary>
    public bool Append { get; init; }

    /// <summary>Whether the caller holds the lock of the file to which rows are appended.</summary>
    internal bool IsLocked { get; init; }

    /// <summary>Whether existing rows in the file are an error because the state that describes them is missing.</summary>
    internal bool IsWithoutState { get; init; }

    /// <summary>Whether an existing file is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether an existing read-only file is replaced.</summary>
    public bool Force { get; init; }

    public CsvOptions Csv { get; init; } = new();

    /// <summary>Writes the file if its format has typed values; otherwise null.</summary>
    public ITypedFileFormat? TypedFormat { get; init; }

    /// <summary>The compression of a Parquet file.</summary>
    public ParquetCompression ParquetCompression { get; init; }

    /// <summary>The title of the data mart or report, or null if it is unknown or the format does not contain it.</summary>
    public string? Title { get; init; }

    /// <summary>Whether a value that does not match the type of its column is an error. Null is the default of the format.</summary>
    public bool? StopsOnConversionError { get; init; }
}

/// <summary>The format of CSV values.</summary>
public sealed record CsvOptions
{
    /// <summary>The separator of values. Default: a comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// The text that represents null. Default: an empty field. An empty string is written in quotes, so the two can be distinguished.
    /// </summary>
    public string NullValue { get; init; } = "";

    /// <summary>Whether the file begins with a byte order mark, which Excel requires to detect UTF-8.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>
    /// Whether the file is for Excel: numbers use <see cref="DecimalSeparator"/>, and values that Excel would change cause a warning.
    /// </summary>
    public bool IsForExcel { get; init; }

    /// <summary>The decimal separator of numbers in a file for Excel.</summary>
    public string DecimalSeparator { get; init; } = ".";

    /// <summary>Whether an apostrophe precedes text that a spreadsheet would interpret as a formula.</summary>
    public bool EscapeFormula { get; init; }
}
