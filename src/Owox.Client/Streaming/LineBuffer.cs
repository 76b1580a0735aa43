using System;
using System.Runtime.CompilerServices;

namespace Owox.Streaming;

/// <summary>Holds bytes until they make whole lines. Grows only as long as one line asks for it.</summary>
internal sealed class LineBuffer
{
    /// <summary>The longest line that is taken, in bytes: more than any warehouse gives for one row.</summary>
    public const int MaxLine = 256 * 1024 * 1024;

    private const int ReadSize = ReadAhead.BlockSize;
    private byte[] _bytes = new byte[ReadSize * 2];
    private int _start;
    private int _whole;
    private int _end;

    /// <summary>How many bytes stand after the last whole line.</summary>
    public int Pending => _end - _start;

    /// <summary>All whole lines that were not taken yet, with their newlines; valid until <see cref="Free"/> is called.</summary>
    public ReadOnlySpan<byte> Whole => _bytes.AsSpan(_start, _whole - _start);

    /// <summary>Where the next bytes go; call <see cref="Added"/> with how many came.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public ArraySegment<byte> Free()
    {
        if (_bytes.Length - _end < ReadSize)
        {
            MakeRoom();
        }

        return new ArraySegment<byte>(_bytes, _end, _bytes.Length - _end);
    }

    [MethodImpl(Compiled.AtOnce)]
    public void Added(int count)
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
    public void Skip(int count) => _start += count;

    /// <summary>Takes the next whole line, without its newline; valid until <see cref="Free"/> is called.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (_start == _whole)
        {
            line = default;
            return false;
        }

        line = Whole.Slice(0, Whole.IndexOf((byte)'\n'));
        _start += line.Length + 1;
        return true;
    }

    [MethodImpl(Compiled.AtOnce)]
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
