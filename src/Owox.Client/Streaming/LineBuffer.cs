using System;

namespace Owox.Streaming;

/// <summary>Holds bytes until they make whole lines. Grows only as long as one line asks for it.</summary>
internal sealed class LineBuffer
{
    /// <summary>The longest line that is taken, in bytes: more than any warehouse gives for one row.</summary>
    public const int MaxLine = 256 * 1024 * 1024;

    private const int ReadSize = ReadAhead.BlockSize;
    private byte[] _bytes = new byte[ReadSize * 2];
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>How many bytes stand after the last whole line.</summary>
    public int Pending => _end - _start;

    /// <summary>Where the next bytes go; call <see cref="Added"/> with how many came.</summary>
    public ArraySegment<byte> Free()
    {
        if (_bytes.Length - _end < ReadSize)
        {
            MakeRoom();
        }

        return new ArraySegment<byte>(_bytes, _end, _bytes.Length - _end);
    }

    public void Added(int count) => _end += count;

    /// <summary>The next whole line, without its newline; valid until <see cref="Free"/> is called.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var newline = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
        if (newline < 0)
        {
            _scanned = _end;
            line = default;
            return false;
        }

        line = _bytes.AsSpan(_start, _scanned + newline - _start);
        _start = _scanned = _scanned + newline + 1;
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
        _scanned -= _start;
        _end -= _start;
        _start = 0;
    }
}
