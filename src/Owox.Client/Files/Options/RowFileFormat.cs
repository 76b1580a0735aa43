namespace Owox;

/// <summary>The format of a file of rows.</summary>
public enum RowFileFormat
{
    /// <summary>One JSON object per line, with the bytes as the server sent them.</summary>
    Ndjson,

    /// <summary>Comma-separated values (RFC 4180), UTF-8.</summary>
    Csv,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>An Excel workbook with typed cells.</summary>
    Xlsx,

    /// <summary>A Parquet file, whose columns have the types of the warehouse.</summary>
    Parquet,
}
