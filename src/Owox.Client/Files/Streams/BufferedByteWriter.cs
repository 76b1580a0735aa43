using System.Buffers;
using System.Runtime.CompilerServices;
using Owox.Rows.Parsing;

namespace Owox.Files.Streams;

/// <summary>Gathers bytes and writes them in large pieces.</summary>
internal sealed class BufferedByteWriter
{
    private const int Size = 256 * 1024;

    private readonly Stream _target;
    private readonly BackgroundWriteStream? _owner;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    private int _count;

    /// <summary>Writes to any stream, which copies what it keeps.</summary>
    public BufferedByteWriter(Stream target) => _target = target;

    /// <summary>Hands each full block over to the stream, without a copy.</summary>
    public BufferedByteWriter(BackgroundWriteStream target) => _target = _owner = target;

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
        var isTaken = _owner is not null && _count > 0;
        if (isTaken)
        {
            _owner!.Take(_bytes, _count);
        }
        else
        {
            _target.Write(_bytes, 0, _count);
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
