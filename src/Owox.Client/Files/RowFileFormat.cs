namespace Owox;

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
