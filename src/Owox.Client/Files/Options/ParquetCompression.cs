namespace Owox;

/// <summary>The compression of a Parquet file.</summary>
public enum ParquetCompression
{
    /// <summary>Zstandard: small and fast. The default.</summary>
    Zstd,

    /// <summary>Snappy, for older readers.</summary>
    Snappy,

    /// <summary>Gzip, for older readers.</summary>
    Gzip,

    /// <summary>No compression.</summary>
    None,
}
