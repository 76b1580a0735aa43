namespace Owox;

/// <summary>A file of rows that was written, and what is known of it.</summary>
public sealed record OwoxExportResult(string DataMartId, string Path, RowFileFormat Format)
{
    /// <summary>The report whose rows they are; null for those of the data mart itself.</summary>
    public string? ReportId { get; init; }

    /// <summary>The server's ID of the run; null if it sent none.</summary>
    public string? RunId { get; init; }

    public bool Compressed { get; init; }

    /// <summary>The columns, in the file's order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>How many rows this export wrote.</summary>
    public long Rows { get; init; }

    /// <summary>How long the file is, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The SHA-256 of the whole file, in hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    public TimeSpan Duration { get; init; }

    /// <summary>Whether the server's record of the run confirms the number of rows. A file that is in place is always verified.</summary>
    public bool Verified { get; init; }

    /// <summary>What the user should know of the file, as sentences.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];
}
