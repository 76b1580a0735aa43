using System.Runtime.CompilerServices;
using Owox.Files.Formatting;
using Owox.Files.Streams;
using Owox.Queries;
using Owox.Rows.Parsing;
using Owox.Rows.Reading;

namespace Owox.Files.Json;

/// <summary>Writes one JSON array with one row per line.</summary>
internal sealed class JsonFormatter(BufferedByteWriter output) : IRowFormatter
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
        // Rows cannot be appended to an array.
    }

    public void WriteStart() => output.Write((byte)'[');

    [MethodImpl(Compiled.AggressiveOptimization)]
    public void OnLines(LineBuffer lines, ref long rows)
    {
        while (true)
        {
            var length = _check.CheckFirst(lines.CompleteLines);
            if (length > 0 && IsComplete(_check.Variant.IsComplete))
            {
                Separate();
                output.Write(lines.CompleteLines.Slice(0, length - 1));
                lines.Consume(length);
            }
            else if (lines.TryReadRow(rows, out var line))
            {
                Write(line, _check.Check(line));
            }
            else
            {
                return;
            }

            rows++;
        }
    }

    public void WriteEnd(IReadOnlyList<string>? columns) => output.Write("\n]\n"u8);

    private bool IsComplete(bool isComplete) => isComplete || !_layout.CompletesRows;

    private void Write(ReadOnlySpan<byte> line, bool isComplete)
    {
        Separate();
        if (IsComplete(isComplete))
        {
            output.Write(line);
        }
        else
        {
            _completion!.Write(line);
        }
    }

    private void Separate()
    {
        output.Write(_any ? ",\n"u8 : "\n"u8);
        _any = true;
    }
}

/// <summary>Writes a row with all columns in their order. The values are those of the server; omitted values are null.</summary>
internal sealed class RowCompletion(BufferedByteWriter output, RowValidator check)
{
    private byte[][] _prefixes = [];

    /// <summary>Writes the last line that was checked.</summary>
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
