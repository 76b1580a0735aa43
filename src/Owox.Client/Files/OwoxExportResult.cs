namespace Owox;

/// <summary>A file of rows that an export wrote, and its properties.</summary>
public sealed record OwoxExportResult(string DataMartId, string Path, RowFileFormat Format)
{
    /// <summary>The ID of the report, or null if the rows are those of the data mart itself.</summary>
    public string? ReportId { get; init; }

    /// <summary>The ID of the run, or null if the server did not return one.</summary>
    public string? RunId { get; init; }

    public bool Compressed { get; init; }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The number of rows that this export wrote.</summary>
    public long Rows { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The SHA-256 of the file, in hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    public TimeSpan Duration { get; init; }

    /// <summary>Whether the server's record of the run confirms the number of rows. True for every file with its final name.</summary>
    public bool Verified { get; init; }

    /// <summary>Warnings about the file, as sentences.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];
}
