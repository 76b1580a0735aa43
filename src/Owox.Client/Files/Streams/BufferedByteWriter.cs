using System.Buffers;
using System.Runtime.CompilerServices;
using Owox.Rows.Parsing;

namespace Owox.Files.Streams;

/// <summary>Gathers bytes and writes them in large pieces.</summary>
internal sealed class BufferedByteWriter(Stream target)
{
    private const int Size = 256 * 1024;

    // It takes blocks for its own, and spares a copy.
    private readonly BackgroundWriteStream? _behind = target as BackgroundWriteStream;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
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

    [MethodImpl(Compiled.AggressiveOptimization)]
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
                _bytes = ArrayPool<byte>.Shared.Rent(count);
            }
        }

        return _bytes.AsSpan(_count);
    }

    public void Advance(int count) => _count += count;

    public void Flush()
    {
        var isTaken = _behind is not null && _count > 0;
        if (isTaken)
        {
            _behind!.Take(_bytes, _count);
        }
        else
        {
            target.Write(_bytes, 0, _count);
        }

        Written += _count;
        _count = 0;
        if (isTaken || _bytes.Length > Size)
        {
            // One long row must not hold its memory for the rest of the file.
            _bytes = ArrayPool<byte>.Shared.Rent(Size);
        }
    }
}
