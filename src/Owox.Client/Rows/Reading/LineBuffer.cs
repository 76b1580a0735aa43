using Owox.Rows.Parsing;
using Owox.Text;

namespace Owox.Rows.Reading;

/// <summary>Buffers bytes until they form complete lines. It grows only for long lines.</summary>
internal sealed class LineBuffer
{
    /// <summary>The maximum length of a line in bytes. No warehouse returns more for one row.</summary>
    public const int MaxLine = 256 * 1024 * 1024;

    private const int ReadSize = SpillingReadAhead.BlockSize;
    private byte[] _bytes = new byte[ReadSize * 2];
    private int _start;
    private int _completeEnd;
    private int _end;

    /// <summary>The number of bytes after the last complete line.</summary>
    public int Pending => _end - _start;

    /// <summary>All complete lines that were not consumed yet, with their newlines. Valid until <see cref="GetWriteSegment"/> is called.</summary>
    public ReadOnlySpan<byte> CompleteLines => _bytes.AsSpan(_start, _completeEnd - _start);

    /// <summary>Returns the buffer for the next bytes. Call <see cref="Advance"/> with the number of bytes that were written.</summary>
    public ArraySegment<byte> GetWriteSegment()
    {
        if (_bytes.Length - _end < ReadSize)
        {
            MakeRoom();
        }

        return new ArraySegment<byte>(_bytes, _end, _bytes.Length - _end);
    }

    public void Advance(int count)
    {
        var begin = _end;
        _end += count;
        var end = _end;

        // The distance is at most one line, so a vectorized search is not worthwhile.
        while (end > begin && _bytes[end - 1] != (byte)'\n')
        {
            end--;
        }

        _completeEnd = end > begin ? end : _completeEnd;
    }

    /// <summary>Consumes bytes of the complete lines.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Consumes the next complete line and returns it without its newline. Valid until <see cref="GetWriteSegment"/> is called.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (_start == _completeEnd)
        {
            line = default;
            return false;
        }

        line = CompleteLines.Slice(0, CompleteLines.IndexOf((byte)'\n'));
        _start += line.Length + 1;
        return true;
    }

    /// <summary>The first text that was repaired, or null if there was none.</summary>
    public TextRepair? FirstRepair { get; private set; }

    /// <summary>Consumes the next line as a row: an unpaired surrogate in it is replaced.</summary>
    /// <param name="rows">The number of rows before it.</param>
    /// <param name="line">The line.</param>
    public bool TryReadRow(long rows, out ReadOnlySpan<byte> line)
    {
        if (!TryRead(out line))
        {
            return false;
        }

        var at = Surrogates.Repair(_bytes.AsSpan(_start - line.Length - 1, line.Length));
        if (at >= 0)
        {
            FirstRepair ??= new TextRepair(rows + 1, JsonRow.ColumnAt(line, at) ?? "");
        }

        return true;
    }

    private void MakeRoom()
    {
        var target = _bytes;
        if (Pending > _bytes.Length - ReadSize)
        {
            target = new byte[Math.Min((long)_bytes.Length * 2, MaxLine + (2L * ReadSize))];
        }

        Buffer.BlockCopy(_bytes, _start, target, 0, Pending);
        _bytes = target;
        _completeEnd -= _start;
        _end -= _start;
        _start = 0;
    }
}

/// <summary>Receives the lines of a stream as they are read.</summary>
internal interface ILineBlockConsumer
{
    /// <summary>Receives all complete lines that have arrived.</summary>
    /// <param name="lines">The lines. Their bytes are valid until the method returns.</param>
    /// <param name="rows">Is incremented for each line that was consumed, so that an error contains the number of the row.</param>
    /// <exception cref="FormatException">A line is not a row. The message contains the reason but not the line.</exception>
    void OnLines(LineBuffer lines, ref long rows);
}
