using System.Text;
using Owox.Files.Append;
using Owox.Files.Formatting;
using Owox.Files.Streams;
using Owox.Queries;

namespace Owox.Files.Csv;

/// <summary>The first line of a CSV file: a new line, or that of the file that rows are added to.</summary>
/// <param name="target">The file and its format.</param>
/// <param name="existing">The first line of the file that rows are added to; null for a new file.</param>
internal sealed class CsvHeader(FileExportOptions target, byte[]? existing)
{
    /// <summary>Whether the file has a first line already.</summary>
    public bool Exists => existing is not null;

    /// <summary>The end of each line. A file with other line ends keeps them.</summary>
    public byte[] Newline { get; } = existing is null || existing.AsSpan().EndsWith("\r\n"u8) ? [(byte)'\r', (byte)'\n'] : [(byte)'\n'];

    /// <inheritdoc cref="IRowFormatter.Require" />
    public void Require(RowLayout layout)
    {
        if (existing is not null && !layout.CanBe(Names(existing), Written))
        {
            throw OtherColumns();
        }
    }

    /// <summary>Writes the line to a new file, or compares it with the existing line.</summary>
    /// <exception cref="OwoxFileException">The existing line has other columns.</exception>
    public void Write(BufferedByteWriter output, IReadOnlyList<string> columns)
    {
        if (existing is null)
        {
            output.Write(Line(columns));
        }
        else if (!Names(existing).SequenceEqual(Written(columns), StringComparer.Ordinal))
        {
            throw OtherColumns();
        }
    }

    private OwoxFileException OtherColumns() =>
        AppendSource.CannotAppend(target.Path, "its columns, or its delimiter, are not those of the rows");

    private IReadOnlyList<string> Names(byte[] header) => CsvHeaderParser.Read(header, target.Csv.Delimiter);

    // Names that a spreadsheet would take for formulas can be written differently.
    private IReadOnlyList<string> Written(IReadOnlyList<string> columns) => columns.Count == 0 ? [] : Names(Line(columns));

    private byte[] Line(IReadOnlyList<string> columns)
    {
        using var bytes = new MemoryStream();
        var line = new BufferedByteWriter(bytes);
        var field = new CsvFieldWriter(line, target.Csv);
        var delimiter = Encoding.UTF8.GetBytes([target.Csv.Delimiter]);
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
            {
                line.Write(delimiter);
            }

            field.WriteGuarded(Encoding.UTF8.GetBytes(columns[i]));
        }

        line.Write("\r\n"u8);
        line.Flush();
        return bytes.ToArray();
    }
}
