using System.Text;
using Owox.Files.Append;
using Owox.Files.Formatting;
using Owox.Files.Streams;
using Owox.Queries;
using Owox.Redaction;
using Owox.Text;

namespace Owox.Files.Csv;

/// <summary>The header of a CSV file: a new line, or the first line of the file to which rows are appended.</summary>
/// <param name="target">The file and its format.</param>
/// <param name="existing">The first line of the file to which rows are appended; null for a new file.</param>
internal sealed class CsvHeader(FileExportOptions target, byte[]? existing)
{
    /// <summary>Whether the file already has a header.</summary>
    public bool Exists => existing is not null;

    /// <summary>The line ending. A file with another line ending keeps it.</summary>
    public byte[] Newline { get; } = existing is null || existing.AsSpan().EndsWith("\r\n"u8) ? [(byte)'\r', (byte)'\n'] : [(byte)'\n'];

    /// <inheritdoc cref="IRowFormatter.Require" />
    public void Require(RowLayout layout)
    {
        if (existing is not null && !layout.CanBe(Names(existing), Written))
        {
            throw OtherColumns();
        }
    }

    /// <summary>Writes the header to a new file, or compares it with the existing header.</summary>
    /// <exception cref="OwoxFileException">The existing header has other columns.</exception>
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
        AppendSource.CannotAppend(target.Path, "its columns or its delimiter differ from those of the rows");

    private IReadOnlyList<string> Names(byte[] header) => CsvHeaderParser.Read(header, target.Csv.Delimiter);

    // Column names that a spreadsheet would interpret as formulas can be escaped.
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

/// <summary>Parses the column names in the first line of a CSV file from any program: quoted or not, with any line ending.</summary>
internal static class CsvHeaderParser
{
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> line, char delimiter)
    {
        var text = StrictUtf8.Read(WithoutMark(line));
        var names = new List<string>();
        var name = new StringBuilder();
        var inQuotes = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                // A quote inside quotes is doubled.
                if (inQuotes && i + 1 < text.Length && text[i + 1] == '"')
                {
                    name.Append(text[i++]);
                }
                else
                {
                    inQuotes = !inQuotes;
                }
            }
            else if (inQuotes || (c != delimiter && c is not ('\r' or '\n')))
            {
                name.Append(c);
            }
            else if (c != '\r')
            {
                names.Add(name.ToString());
                name.Clear();
            }
        }

        return names;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) =>
        line.Length >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF ? line.Slice(3) : line;
}

/// <summary>Finds column names that programs cannot distinguish when they read the file.</summary>
internal static class ColumnNames
{
    private const int MaxNameLength = 100;
    private const string Remedy = "export other columns, or rename them in the data mart.";

    /// <summary>Returns one warning for all duplicate columns of a file, and one for all columns whose names differ only in case.</summary>
    public static IEnumerable<string> Warnings(string path, IReadOnlyList<string> columns)
    {
        var repeated = columns.GroupBy(static name => name, StringComparer.Ordinal).Where(static group => group.Skip(1).Any()).Select(static group => Quote(group.Key)).ToArray();
        if (repeated.Length > 0)
        {
            yield return $"The rows in the file '{path}' have the same key more than once: {string.Join(", ", repeated)}. Most programs, including Import-Csv and ConvertFrom-Json, reject the file or keep one of the values: {Remedy}";
        }

        var alike = columns.Distinct(StringComparer.Ordinal).GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Skip(1).Any())
            .Select(static group => string.Join(" and ", group.Select(Quote))).ToArray();
        if (alike.Length > 0)
        {
            yield return $"Columns of the file '{path}' differ only in case: {string.Join(", ", alike)}. Programs that ignore case, such as Import-Csv and ConvertFrom-Json, reject the file: {Remedy}";
        }
    }

    private static string Quote(string name) => $"'{ServerTextSanitizer.Sanitize(name, [], MaxNameLength)}'";
}
