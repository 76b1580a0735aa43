using System.Collections.Generic;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>Writes rows in one format.</summary>
internal interface IRowFormatter : ILineSink
{
    /// <summary>The columns; empty before the first row.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Writes what stands before the first row.</summary>
    void Begin();

    /// <summary>Writes what stands after the last row.</summary>
    /// <param name="columns">The columns by the server's record of the run, for a file without rows; null where it has none.</param>
    void End(IReadOnlyList<string>? columns);
}
