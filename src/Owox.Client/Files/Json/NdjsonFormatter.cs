using Owox.Files.Append;
using Owox.Files.Formatting;
using Owox.Files.Streams;
using Owox.Queries;
using Owox.Rows.Reading;

namespace Owox.Files.Json;

/// <summary>Writes the lines of the server unchanged, after checking each of them.</summary>
/// <param name="output">Receives the bytes.</param>
/// <param name="target">The options of the file.</param>
/// <param name="existingLine">The first line of the file to which rows are appended; null for a new file.</param>
internal sealed class NdjsonFormatter(BufferedByteWriter output, FileExportOptions target, byte[]? existingLine) : IRowFormatter
{
    private RowLayout _layout = RowLayout.AsSent;
    private RowValidator _check = new(RowLayout.AsSent);
    private RowCompletion? _completion;
    private bool _any;

    public IReadOnlyList<string> Columns => _check.Columns;

    public IEnumerable<string> Warnings => [];

    public void Expect(ExpectedRows rows)
    {
        _layout = rows.Layout;
        _check = new RowValidator(rows.Layout);
        _completion = new RowCompletion(output, _check);
    }

    public void Require(RowLayout layout)
    {
        if (existingLine is not null && !layout.CanBe(ExistingColumns(existingLine), static columns => columns))
        {
            throw OtherColumns();
        }
    }

    public void WriteStart()
    {
        // NDJSON has no text before the first row.
    }

    public void OnLines(LineBuffer lines, ref long rows)
    {
        // Unchanged lines are written in large blocks.
        var pending = lines.CompleteLines;
        var count = 0;
        while (true)
        {
            var length = _check.CheckAll(lines.CompleteLines, ref rows);
            lines.Consume(length);
            count += length;
            if (!lines.TryReadRow(rows, out var line))
            {
                break;
            }

            if (IsComplete(line))
            {
                count += line.Length + 1;
            }
            else
            {
                output.Write(pending.Slice(0, count));
                _completion!.Write(line);
                output.Write((byte)'\n');
                pending = pending.Slice(count + line.Length + 1);
                count = 0;
            }

            rows++;
        }

        output.Write(pending.Slice(0, count));
    }

    public void WriteEnd(IReadOnlyList<string>? columns)
    {
        // NDJSON has no text after the last row.
    }

    private bool IsComplete(ReadOnlySpan<byte> line)
    {
        var isWhole = _check.Check(line);
        if (!_any)
        {
            _any = true;
            RequireSameColumns();
        }

        return isWhole || !_layout.CompletesRows;
    }

    private void RequireSameColumns()
    {
        if (existingLine is not null && !ExistingColumns(existingLine).SequenceEqual(_check.Columns, StringComparer.Ordinal))
        {
            throw OtherColumns();
        }
    }

    // The line has already been validated as a row.
    private static IReadOnlyList<string> ExistingColumns(byte[] line)
    {
        var existing = new RowValidator(RowLayout.AsSent);
        existing.Check(line);
        return existing.Columns;
    }

    private OwoxFileException OtherColumns() => AppendSource.CannotAppend(target.Path, "its columns differ from those of the rows");
}
