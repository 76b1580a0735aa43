using System;
using System.IO;
using System.Runtime.CompilerServices;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>Gathers bytes and writes them in large pieces.</summary>
internal sealed class FileBuffer(Stream target)
{
    private const int Size = 256 * 1024;

    // It takes blocks for its own, and spares a copy.
    private readonly BackgroundStream? _behind = target as BackgroundStream;
    private byte[] _bytes = new byte[Size];
    private int _count;

    /// <summary>How many bytes were written in all.</summary>
    public long Written { get; private set; }

    public void Write(byte value)
    {
        if (_count == _bytes.Length)
        {
            Flush();
        }

        _bytes[_count++] = value;
    }

    [MethodImpl(Compiled.AtOnce)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Room for that many bytes; call <see cref="Advance"/> with how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _count < count)
        {
            Flush();
            if (_bytes.Length < count)
            {
                _bytes = new byte[count];
            }
        }

        return _bytes.AsSpan(_count);
    }

    public void Advance(int count) => _count += count;

    public void Flush()
    {
        if (_behind is null)
        {
            target.Write(_bytes, 0, _count);
        }
        else if (_count > 0)
        {
            _bytes = _behind.Exchange(_bytes, _count);
        }

        Written += _count;
        _count = 0;
        if (_bytes.Length > Size)
        {
            // One long row must not hold its memory for the rest of the file.
            _bytes = new byte[Size];
        }
    }
}
