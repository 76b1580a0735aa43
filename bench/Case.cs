namespace Owox.Bench;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">What RESULTS.md calls it.</param>
/// <param name="Script">The script of bench/cases; null for a shell command.</param>
/// <param name="Rows">How many rows.</param>
internal sealed record Case(string Name, string? Script, long Rows)
{
    /// <summary>The data mart: events, wide, longText.</summary>
    public string Shape { get; init; } = "events";

    /// <summary>The ending of the file that is written.</summary>
    public string Ending { get; init; } = "out";

    /// <summary>What the script is told besides.</summary>
    public string? Consumer { get; init; }

    /// <summary>A shell command; $URI, $FILE and $INPUT (rows that are there already) are set.</summary>
    public string? Shell { get; init; }

    /// <summary>What must be on PATH; names with blanks between them.</summary>
    public string Needs { get; init; } = "";
}
