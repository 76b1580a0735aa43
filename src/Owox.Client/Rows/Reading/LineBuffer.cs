using System.Runtime.CompilerServices;
using Owox.Rows.Parsing;
using Owox.Text;

namespace Owox.Rows.Reading;

/// <summary>Holds bytes until they make whole lines. Grows only as long as one line asks for it.</summary>
internal sealed class LineBuffer
{
    /// <summary>The longest line that is taken, in bytes: more than any warehouse gives for one row.</summary>
    public const int MaxLine = 256 * 1024 * 1024;

    private const int ReadSize = SpillingReadAhead.BlockSize;
    private byte[] _bytes = new byte[ReadSize * 2];
    private int _start;
    private int _whole;
    private int _end;

    /// <summary>How many bytes stand after the last whole line.</summary>
    public int Pending => _end - _start;

    /// <summary>All whole lines that were not taken yet, with their newlines; valid until <see cref="GetWriteSegment"/> is called.</summary>
    public ReadOnlySpan<byte> CompleteLines => _bytes.AsSpan(_start, _whole - _start);

    /// <summary>Where the next bytes go; call <see cref="Advance"/> with how many came.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public ArraySegment<byte> GetWriteSegment()
    {
        if (_bytes.Length - _end < ReadSize)
        {
            MakeRoom();
        }

        return new ArraySegment<byte>(_bytes, _end, _bytes.Length - _end);
    }

    [MethodImpl(Compiled.AggressiveOptimization)]
    public void Advance(int count)
    {
        var begin = _end;
        _end += count;
        var end = _end;

        // It is at most a line away: no search in vectors pays for that.
        while (end > begin && _bytes[end - 1] != (byte)'\n')
        {
            end--;
        }

        _whole = end > begin ? end : _whole;
    }

    /// <summary>Takes that many bytes of the whole lines.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Takes the next whole line, without its newline; valid until <see cref="GetWriteSegment"/> is called.</summary>
    [MethodImpl(Compiled.AggressiveOptimization)]
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (_start == _whole)
        {
            line = default;
            return false;
        }

        line = CompleteLines.Slice(0, CompleteLines.IndexOf((byte)'\n'));
        _start += line.Length + 1;
        return true;
    }

    /// <summary>The first text that was repaired; null when there was none.</summary>
    public TextRepair? FirstRepair { get; private set; }

    /// <summary>The same for a line that is a row: half of a surrogate pair in it is replaced.</summary>
    /// <param name="rows">How many rows came before it.</param>
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

    [MethodImpl(Compiled.AggressiveOptimization)]
    private void MakeRoom()
    {
        var target = _bytes;
        if (Pending > _bytes.Length - ReadSize)
        {
            target = new byte[Math.Min((long)_bytes.Length * 2, MaxLine + (2L * ReadSize))];
        }

        Buffer.BlockCopy(_bytes, _start, target, 0, Pending);
        _bytes = target;
        _whole -= _start;
        _end -= _start;
        _start = 0;
    }
}

/// <summary>Takes the lines of a stream as they are read.</summary>
internal interface ILineBlockConsumer
{
    /// <summary>Takes all whole lines that have come.</summary>
    /// <param name="lines">They; their bytes are good until the method returns.</param>
    /// <param name="rows">Is raised by each line that was taken, so that a fault's place is known.</param>
    /// <exception cref="FormatException">A line is not a row; the message says why, without quoting it.</exception>
    void OnLines(LineBuffer lines, ref long rows);
}
