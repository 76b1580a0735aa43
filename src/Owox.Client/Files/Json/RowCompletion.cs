using Owox.Files.Formatting;
using Owox.Files.Streams;
using Owox.Rows.Parsing;

namespace Owox.Files.Json;

/// <summary>Writes a row with all columns in their order. The values stay as the server wrote them; null stands for those that it omitted.</summary>
internal sealed class RowCompletion(BufferedByteWriter output, RowValidator check)
{
    private byte[][] _prefixes = [];

    /// <summary>Writes the line that was checked last.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        var columns = check.Columns;
        var known = _prefixes.Length;
        Array.Resize(ref _prefixes, columns.Count);
        for (var i = known; i < columns.Count; i++)
        {
            _prefixes[i] = NamePrefix.Create(columns[i], isFirst: i == 0);
        }

        for (var i = 0; i < columns.Count; i++)
        {
            output.Write(_prefixes[i]);
            var value = check.ValueOf(i, line);
            output.Write(value.IsEmpty ? "null"u8 : value);
        }

        output.Write(columns.Count == 0 ? "{}"u8 : "}"u8);
    }
}
