namespace Owox;

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
