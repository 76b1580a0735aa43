using Owox.Queries;
using Owox.Rows.Reading;

namespace Owox.Files.Formatting;

/// <summary>Writes rows in one format.</summary>
internal interface IRowFormatter : ILineBlockConsumer
{
    /// <summary>The columns; empty before the first row.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Tells which columns the rows have; before the first row. Without it, rows are written as they were sent.</summary>
    void Expect(RowLayout layout);

    /// <summary>Checks, before the query, that rows of these columns can be added to the file that is there.</summary>
    /// <exception cref="OwoxFileException">They cannot.</exception>
    void Require(RowLayout layout);

    /// <summary>Writes what stands before the first row.</summary>
    void WriteStart();

    /// <summary>Writes what stands after the last row.</summary>
    /// <param name="columns">The columns by the server's record of the run, for a file without rows; null where it has none.</param>
    void WriteEnd(IReadOnlyList<string>? columns);
}
