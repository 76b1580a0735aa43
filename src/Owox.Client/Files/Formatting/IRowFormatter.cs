using Owox.Queries;
using Owox.Rows.Reading;

namespace Owox.Files.Formatting;

/// <summary>Writes rows in one format.</summary>
internal interface IRowFormatter : ILineBlockConsumer
{
    /// <summary>The columns; empty before the first row.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Warnings about the file, known after the last row.</summary>
    IEnumerable<string> Warnings { get; }

    /// <summary>Sets what is known about the rows. Call it before the first row. Without it, rows are written unchanged.</summary>
    void Expect(ExpectedRows rows);

    /// <summary>Checks before the query whether rows with these columns can be appended to the existing file.</summary>
    /// <exception cref="OwoxFileException">The rows cannot be appended.</exception>
    void Require(RowLayout layout);

    /// <summary>Writes the text before the first row.</summary>
    void WriteStart();

    /// <summary>Writes the text after the last row.</summary>
    /// <param name="columns">The columns from the server's record of the run, for a file without rows, or null if the record has none.</param>
    void WriteEnd(IReadOnlyList<string>? columns);
}
