namespace Owox.Bench;

/// <summary>One measured case.</summary>
/// <param name="Name">The name in RESULTS.md.</param>
/// <param name="Script">The script in bench/cases, or null for a shell command.</param>
/// <param name="Rows">The number of rows.</param>
internal sealed record Case(string Name, string? Script, long Rows)
{
    /// <summary>The data mart: events, wide, longText.</summary>
    public string Shape { get; init; } = "events";

    /// <summary>The extension of the file that is written.</summary>
    public string Extension { get; init; } = "out";

    /// <summary>The value of the script parameter Consumer.</summary>
    public string? Consumer { get; init; }

    /// <summary>A shell command. The variables $URI, $FILE and $INPUT (a file with rows) are set.</summary>
    public string? Shell { get; init; }

    /// <summary>The programs that must be on PATH, separated by spaces.</summary>
    public string RequiredTools { get; init; } = "";
}
